import { execFileSync, spawn, spawnSync } from "node:child_process";
import { systemClock } from "#main/clock.ts";
import {
  createDevicePrinter,
  encodeTicket,
  genericProfile,
  layoutTicket,
  spoolerTransport,
} from "#printer/index.ts";
import { shippedTexts, someTicket } from "#tests/printer/some-ticket.ts";
import { createMachine } from "#tests/printing/fakes/escpos-machine.ts";
import { tcpLine } from "#tests/printing/fakes/real-lines.ts";
import { waitFor, withCleanUp } from "#tests/support/kiosk.ts";
import { keptLog } from "#tests/support/log.ts";

/**
 * `npm run test:spooler`: a ticket through a real raw queue of CUPS to a printer on the network. Needs Debian's
 * cups and the right to administer it; not a part of `npm test`.
 */
const queue = "infomat-test";
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const run = (program: string, ...words: string[]): string =>
  execFileSync(program, words, { encoding: "utf8" });

await withCleanUp(async (later) => {
  if (spawnSync("lpstat", ["-r"]).error) throw new Error("needs CUPS (Debian: apt-get install cups)");
  if (!run("lpstat", "-r").includes("is running")) {
    const scheduler = spawn("cupsd", ["-f"], { stdio: "ignore" });
    later(() => scheduler.kill());
    await waitFor(() => run("lpstat", "-r").includes("is running"));
  }
  const machine = createMachine(systemClock);
  const line = await tcpLine(machine, later);
  run(
    "lpadmin",
    "-p",
    queue,
    "-E",
    "-v",
    `socket://${line.transport.name.slice("tcp ".length)}`,
    "-m",
    "raw",
  );
  later(() => run("lpadmin", "-x", queue));

  const layout = layoutTicket({ ticket: someTicket(), texts: shippedTexts("ru"), widthMm: 80 });
  for (const mode of ["text", "raster"] as const) {
    const bytes = encodeTicket(layout, genericProfile, { mode });
    const printer = createDevicePrinter({
      transport: spoolerTransport(queue, systemClock),
      profile: genericProfile,
      encode: () => bytes,
      clock: systemClock,
      log: keptLog(),
    });
    const before = machine.received().length;
    const outcome = await printer.print({ id: "job-1", layout });
    await waitFor(() => machine.received().length - before >= bytes.length);
    await printer.close();
    const same = Buffer.from(machine.received().slice(before)).equals(Buffer.from(bytes));
    say(
      `${mode}: ${JSON.stringify(outcome)}, ${bytes.length} bytes encoded, received ${same ? "the same" : "OTHERS"}`,
    );
    if (!same) process.exitCode = 1;
  }
});
