import type { Command } from "commander";
import { exitCodes } from "../command-line/exit-codes.ts";
import { exitingWith } from "../command-line/options.ts";
import {
  busyReasons,
  type KioskStatus,
  resetAnswerSchema,
  statusSchema,
  syncAnswerSchema,
} from "../control/protocol.ts";
import { askRunning } from "./ask.ts";
import type { Environment } from "./environment.ts";
import { dataDirOf, withData } from "./place-options.ts";

/** What is asked of the running kiosk: `status`, `idle`, `sync now`, `reset`. */
export function addRunningCommands(program: Command, environment: Environment): void {
  const { say, complain } = environment.console;
  const statusOf = (command: Command): Promise<KioskStatus> =>
    askRunning(environment, dataDirOf(command, environment), "GET /status", statusSchema);

  const status = withData(program.command("status"), environment)
    .description("how the running kiosk stands; exit code 0 while patients can book")
    .option("--json", "as JSON, for programs");
  status.action(
    exitingWith(async () => {
      const now = await statusOf(status);
      for (const line of status.opts().json ? [JSON.stringify(now, null, 2)] : statusLines(now)) say(line);
      return now.ready ? exitCodes.well : exitCodes.failed;
    }),
  );

  const idle = withData(program.command("idle"), environment).description(
    "exit code 0 when nobody uses the kiosk and nothing is unsettled: it may be restarted now",
  );
  idle.action(
    exitingWith(async () => {
      const { idle: isIdle, busyWith } = await statusOf(idle);
      if (isIdle) say("The kiosk is idle.");
      else for (const reason of busyWith) say(`${reason}: ${busyReasons[reason]}`);
      return isIdle ? exitCodes.well : exitCodes.failed;
    }),
  );

  const sync = program.command("sync").description("the schedules of the central API");
  const now = withData(sync.command("now"), environment).description(
    "pulls what has changed at once, without waiting for the next turn",
  );
  now.action(
    exitingWith(async () => {
      const dataDir = dataDirOf(now, environment);
      const { outcome } = await askRunning(environment, dataDir, "POST /sync", syncAnswerSchema, 30_000);
      if (outcome === "done") say("What has changed is stored.");
      if (outcome === "notYet") say("The pull takes longer than 20 seconds and goes on. See: infomat status");
      if (outcome === "failed")
        complain(
          "The central API was not read. Why: infomat doctor, or infomat log --event sync.pull-failed",
        );
      return outcome === "done" ? exitCodes.well : exitCodes.failed;
    }),
  );

  const reset = withData(program.command("reset"), environment)
    .description("ends the session and opens the window anew, on the first screen; no booking is lost by it")
    .option("--force", "also when somebody is at the kiosk");
  reset.action(
    exitingWith(async () => {
      const question = reset.opts().force ? "POST /reset/force" : "POST /reset";
      const { outcome } = await askRunning(
        environment,
        dataDirOf(reset, environment),
        question,
        resetAnswerSchema,
      );
      if (outcome === "done") say("The kiosk shows its first screen in a moment.");
      else complain("Somebody is at the kiosk. All the same: infomat reset --force");
      return outcome === "done" ? exitCodes.well : exitCodes.failed;
    }),
  );
}

function statusLines(status: KioskStatus): string[] {
  const { central, unsettled, forReception, mailWaiting } = status;
  const age = central.age === null ? "nothing is loaded yet" : `schedules as of ${ago(central.age)} ago`;
  const apart =
    Math.abs(central.clockAhead) < 60
      ? ""
      : `; its clock is ${ago(Math.abs(central.clockAhead))} ${central.clockAhead > 0 ? "ahead of" : "behind"} this machine's`;
  const { operations, unreadable, tickets } = forReception;
  const row = (name: string, text: string): string => `${name.padEnd(14)} ${text}`;
  return [
    row("Infomat", `${status.version}, runs since ${status.since.slice(0, 16).replace("T", " ")} UTC`),
    row("Patients", status.ready ? "can book" : "can't book:"),
    ...status.missing.map(({ code, text }) => row("", `${code}: ${text}`)),
    row("Service", status.outOfService ? "switched out of service" : "open"),
    row("In use", status.idle ? "no" : status.busyWith.map((reason) => busyReasons[reason]).join("; ")),
    row("Central API", `${central.state}, ${age}${apart}`),
    row("Booking", status.booking),
    row("Window", status.window),
    row("Unsettled", String(unsettled)),
    row("For reception", `${operations} bookings, ${tickets} tickets, ${unreadable} unreadable entries`),
    row("Printer", `${status.printer}, ${status.printQueue} tickets in the queue`),
    row("Scanner", status.scanner),
    ...(status.disk === null ? [] : [row("Disk", diskText(status.disk))]),
    ...(mailWaiting === null ? [] : [row("E-mail", `${mailWaiting} wait`)]),
    row("Memory", `${Math.round(status.memory / 1024 / 1024)} MiB`),
  ];
}

const diskText = ({ free, total, low }: NonNullable<KioskStatus["disk"]>): string => {
  const mib = (bytes: number): string => `${Math.floor(bytes / 1024 / 1024)} MiB`;
  return `${mib(free)} of ${mib(total)} free${low ? ": make room" : ""}`;
};

/** A duration in its largest unit. @param seconds */
function ago(seconds: number): string {
  if (seconds < 120) return `${Math.round(seconds)} s`;
  if (seconds < 7200) return `${Math.round(seconds / 60)} min`;
  return seconds < 172_800 ? `${Math.round(seconds / 3600)} h` : `${Math.round(seconds / 86_400)} days`;
}
