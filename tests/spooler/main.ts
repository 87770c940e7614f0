import { execFileSync, spawn, spawnSync } from "node:child_process";
import { systemClock } from "#main/time/clock.ts";
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
 * `npm run test:spooler`: a ticket through a real raw queue of CUPS to a printer on the network, and before the same
 * queue stopped, holding and with its printer away. Needs Debian's cups and the right to administer it; not a part of
 * `npm test`.
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
    // What completes a command that somebody may have left unfinished comes first.
    const received = (): Buffer => Buffer.from(machine.received().slice(before));
    const wholeAt = (): number => received().indexOf(bytes);
    await waitFor(() => wholeAt() >= 0);
    await printer.close();
    const same = received().length === wholeAt() + bytes.length;
    say(
      `${mode}: ${JSON.stringify(outcome)}, ${bytes.length} bytes encoded, received ${same ? "the same" : "OTHERS"}`,
    );
    if (!same) process.exitCode = 1;
  }

  const expect = (what: string, found: unknown, wanted: unknown): void => {
    const right = JSON.stringify(found) === JSON.stringify(wanted);
    say(`${what}: ${JSON.stringify(found)}${right ? "" : `, NOT ${JSON.stringify(wanted)}`}`);
    if (!right) process.exitCode = 1;
  };
  const printer = createDevicePrinter({
    transport: spoolerTransport(queue, systemClock),
    profile: genericProfile,
    encode: (of) => encodeTicket(of, genericProfile, { mode: "text" }),
    clock: systemClock,
    log: keptLog(),
  });
  later(() => printer.close());
  const print = (id: string) => printer.print({ id, layout });
  const jobs = (): string => run("lpstat", "-W", "not-completed", "-o", queue).trim();
  await waitFor(() => printer.status() === "unknown");
  const away = { kind: "refused", status: "offline" };

  run("cupsdisable", queue);
  expect("stopped", await print("job-2"), away);
  run("cupsenable", queue);
  run("cupsdisable", "--hold", queue);
  expect("holding", await print("job-3"), away);
  run("cupsenable", "--release", queue);
  run("cupsreject", queue);
  expect("not accepting", await print("job-4"), away);
  run("cupsaccept", queue);
  expect("jobs left behind", jobs(), "");

  await line.cut();
  await waitFor(async () => (await print("job-5")).kind === "unknown");
  expect("its printer is away: jobs", jobs().split("\n").length, 1);
  printer.discard("job-5");
  await waitFor(() => !jobs().includes(queue) || jobs() === "");
  expect("discarded: jobs", jobs(), "");
});
