import { existsSync, readFileSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { expect } from "vitest";
import { fhirNames } from "#contract/fhir/names.ts";
import { startDemoCentral } from "#demo-central/index.ts";
import { systemClock } from "#main/time/clock.ts";
import { search } from "#tests/support/central-rest.ts";
import { dataForms } from "../../scripts/pack/data-forms.ts";
import { bookOnTheScreens } from "./book.ts";
import { inDoubt } from "./in-doubt.ts";
import { journalStates, readInside, type Step, startAsKiosk, until } from "./kiosk.ts";
import type { Machine } from "./machine.ts";
import type { Packages } from "./packages.ts";
import { seeTheKiosk } from "./session.ts";
import { updateByItself } from "./update.ts";

export type Life = {
  readonly machine: Machine;
  readonly packages: Packages;
  /** Of the printer that writes what comes out of it into `tray.json`. */
  readonly printerFolder: string;
  readonly step: Step;
  readonly say: (line: string) => void;
};

// biome-ignore lint/suspicious/noTemplateCurlyInString: it is dpkg's own form
const statusFormat = "-f=${Status} ${Version}";
const status = async (machine: Machine): Promise<string> =>
  (await machine.run("dpkg-query", "-W", statusFormat, "infomat-chromium")).text;

/** Installed, set up, used, upgraded, not downgraded, removed, purged. */
export async function lifeOfAPackage({ machine, packages, printerFolder, step, say }: Life): Promise<void> {
  const central = await startDemoCentral({
    ...{ size: "tiny", clock: systemClock, log: { write: () => undefined } },
    ...{ timeZone: "Europe/Moscow", file: null, port: 0, secret: "test" },
  });
  const apt = (...words: string[]): ReturnType<Machine["run"]> =>
    machine.run("apt-get", "-y", "-q", "--no-install-recommends", ...words);
  const told = async (...words: string[]): Promise<string> => (await machine.run(...words)).text.trim();
  const copyIn = (file: string): string => {
    const inside = `/tmp/${basename(file)}`;
    machine.copy(file, inside);
    return inside;
  };
  const settings = (printerPort: string): string =>
    [
      `kiosk: { number: 7 }`,
      `central: { url: "${central.url}" }`,
      `printer: { kind: tcp, host: 127.0.0.1, port: ${printerPort} }`,
      "# Mine.",
      "",
    ].join("\n");

  try {
    await step("it is installed with all that it needs", async () => {
      expect((await machine.run("apt-get", "-q", "update")).status).toBe(0);
      const run = await apt("install", copyIn(packages.first));
      expect(run.status, run.text).toBe(0);
      expect(run.text).toContain("set the kiosk up in /etc/infomat/infomat.yaml");
      expect(await status(machine)).toMatch(/^install ok installed .*-1$/);
    });
    await step("its user, folder, rights, groups and unit are there", async () => {
      const data = await told(
        "stat",
        "-c",
        "%U:%G %a",
        "/var/lib/infomat",
        "/etc/infomat",
        "/etc/infomat/infomat.yaml",
      );
      expect(data.split("\n")).toEqual(["infomat:infomat 700", "root:infomat 750", "root:infomat 640"]);
      const groups = (await told("id", "-nG", "infomat")).split(" ");
      expect(groups).toEqual(expect.arrayContaining(["lp", "dialout", "audio", "video", "render", "input"]));
      for (const unit of ["infomat.service", "infomat-update.timer"])
        expect(await told("systemctl", "is-enabled", unit)).toBe("enabled");
      expect(await told("infomat", "version")).toMatch(/^\d+\.\d+\.\d+$/);
      // What systemd says of a machine that it doesn't run is not meant.
      const units = ["infomat.service", "infomat-update.service", "infomat-update.timer"];
      const verified = await told("systemd-analyze", "verify", "--man=no", ...units);
      expect(verified.split("\n").filter((line) => line.includes("infomat"))).toEqual([]);
    });
    await step("without settings it ends with 78 and says so", async () => {
      const run = await machine.run("infomat", "run", "--shell", "none");
      expect(run.status, run.text).toBe(78);
      expect(run.text).toMatch(/is not set up/);
    });
    await until(
      () => "the printer",
      () => existsSync(join(printerFolder, "port")),
    );
    machine.put(
      "etc/infomat/infomat.yaml",
      settings(readFileSync(join(printerFolder, "port"), "utf8").trim()),
    );
    await step("infomat doctor finds nothing that keeps it from booking", async () => {
      const run = await machine.run("infomat", "doctor");
      expect(run.status, run.text).toBe(0);
    });
    await seeTheKiosk(machine, step, say);
    await step("a visit is booked on its screens, and the ticket is printed", async () => {
      const kiosk = startAsKiosk(machine, ["infomat", "run", "--shell", "none"]);
      try {
        await bookOnTheScreens(kiosk, join(printerFolder, "tray.json"));
      } finally {
        await kiosk.kill();
      }
    });

    let key = "";
    await step("a booking is in doubt when the kiosk loses its power", async () => {
      key = await inDoubt(machine, central);
    });
    await step("the next version is installed; settings and data stay", async () => {
      const before = statSync(join(machine.folder, "var/lib/infomat/journal.sqlite")).ino;
      const run = await apt("install", copyIn(packages.next));
      expect(run.status, run.text).toBe(0);
      expect(await status(machine)).toMatch(/^install ok installed .*-2$/);
      expect(readInside(machine, "etc/infomat/infomat.yaml")).toContain("# Mine.");
      expect(statSync(join(machine.folder, "var/lib/infomat/journal.sqlite")).ino).toBe(before);
      expect(journalStates(machine).get(key)).toMatch(/sending|fencing/);
    });
    await step("the next version settles what was in doubt", async () => {
      central.switches.set({ away: false });
      const kiosk = startAsKiosk(machine, ["infomat", "run", "--shell", "none"]);
      try {
        await until(kiosk.said, () => journalStates(machine).get(key) === "settled");
        // The patient never saw it booked, so it must not be.
        const [visit] = await search(central.url, "Appointment", {
          identifier: `${fhirNames.bookingKey}|${key}`,
        });
        expect(visit?.status).toBe("cancelled");
      } finally {
        await kiosk.kill();
      }
    });
    await step("a version of the same form is gone back to", async () => {
      const run = await apt("--allow-downgrades", "install", copyIn(packages.first));
      expect(run.status, run.text).toBe(0);
      expect(await status(machine)).toMatch(/-1$/);
    });
    await updateByItself(machine, packages, step, () => status(machine));
    await step("one that would not know the journal's form is refused without harm", async () => {
      expect((await apt("install", copyIn(packages.future))).status).toBe(0);
      const files = (): Promise<string> =>
        told("sh", "-c", "cd /usr/lib/infomat && find . -type f | xargs sha1sum | sort");
      const before = await files();
      const run = await apt("--allow-downgrades", "install", copyIn(packages.next));
      expect(run.status).not.toBe(0);
      const known = dataForms().get("journal.sqlite");
      expect(run.text).toContain(`keeps journal.sqlite in form 99, this one knows ${known}`);
      expect(await status(machine)).toMatch(/^install ok installed .*-3$/);
      expect(await files()).toBe(before);
      const kiosk = startAsKiosk(machine, ["infomat", "run", "--shell", "none"]);
      await until(kiosk.said, () => /Infomat is ready/.test(kiosk.said()));
      await kiosk.kill();
    });
    await step("removing keeps settings and data", async () => {
      const run = await apt("remove", "infomat-chromium");
      expect(run.status, run.text).toBe(0);
      expect(run.text).toContain("the kiosk's data stay in /var/lib/infomat");
      expect(existsSync(join(machine.folder, "usr/lib/infomat"))).toBe(false);
      expect(existsSync(join(machine.folder, "var/lib/infomat/journal.sqlite"))).toBe(true);
      expect(existsSync(join(machine.folder, "etc/infomat/infomat.yaml"))).toBe(true);
    });
    await step(
      "purging keeps the data when nobody answers, and deletes them when the answer is yes",
      async () => {
        expect((await apt("purge", "infomat-chromium")).status).toBe(0);
        expect(existsSync(join(machine.folder, "etc/infomat/infomat.yaml"))).toBe(false);
        expect(existsSync(join(machine.folder, "var/lib/infomat/journal.sqlite"))).toBe(true);
        expect((await apt("install", copyIn(packages.first))).status).toBe(0);
        const answer = "echo infomat-chromium infomat/purge-data boolean true | debconf-set-selections";
        expect((await machine.run("sh", "-c", answer)).status).toBe(0);
        const run = await apt("purge", "infomat-chromium");
        expect(run.status, run.text).toBe(0);
        expect(existsSync(join(machine.folder, "var/lib/infomat"))).toBe(false);
      },
    );
  } finally {
    await central.close();
  }
}
