import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import { addStaff, receptionist } from "#tests/support/staff.ts";
import { type KioskProcess, kioskProcess } from "./processes.ts";

/**
 * Short times, so that a run doesn't consist of waiting. The first load alone gets all the time it needs: on a
 * machine that is busy with other runs its pages take longer than an answer may take in a plan.
 */
const configOf = (options: { no: number; zone: string; url: string; timeout: number }): string =>
  stringify({
    kiosk: { number: options.no + 1, timeZone: options.zone },
    central: { url: options.url, timeout: options.timeout, every: 5, pageSize: 200 },
    // The quiet is longer than anything stays on the line.
    booking: { patience: 2, quiet: 4 },
    // Patients of a run book whatever they like: the rules are not what it is about.
    rules: { sameSpecialist: "off", overlap: "allowed" },
  });
const loadTimeout = 30_000;
const planTimeout = 700;

/**
 * Kiosks that have mirrored the central API and tried it, and don't run: each starts when a patient comes to it.
 * @param urlOf where each finds the central API
 */
export async function readyKiosks(options: {
  count: number;
  tree: string;
  dir: string;
  zone: string;
  urlOf: (kiosk: number) => string;
}): Promise<KioskProcess[]> {
  const { count, tree, dir, zone, urlOf } = options;
  const screensDir = join(dir, "screens");
  mkdirSync(screensDir);
  writeFileSync(join(screensDir, "index.html"), "<!doctype html>");
  const configFile = (no: number): string => join(dir, `kiosk-${no}.yaml`);
  const configure = (timeout: number): void => {
    for (let no = 0; no < count; no++)
      writeFileSync(configFile(no), configOf({ no, zone, url: urlOf(no), timeout }));
  };
  const kiosks = Array.from({ length: count }, (_, no) =>
    kioskProcess({ tree, no, dataDir: join(dir, `kiosk-${no}`), configFile: configFile(no), screensDir }),
  );
  configure(loadTimeout);
  try {
    await Promise.all(kiosks.map(getReady));
    for (const { dataDir } of kiosks) await addStaff(dataDir, receptionist);
  } finally {
    await Promise.all(kiosks.map((kiosk) => kiosk.stop()));
  }
  configure(planTimeout);
  return kiosks;
}

/** A kiosk books once it knows the schedules and has tried the central API. */
async function getReady(kiosk: KioskProcess): Promise<void> {
  const client = await kiosk.client();
  const until = performance.now() + 2 * loadTimeout;
  for (;;) {
    const { central, booking } = await client.kiosk.info({});
    if (central.state === "online" && booking === "open") return;
    if (performance.now() > until)
      throw new Error(`${kiosk.name} is ${central.state}, its booking ${booking}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
