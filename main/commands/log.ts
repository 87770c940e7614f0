import { join } from "node:path";
import type { Command } from "commander";
import { z } from "zod";
import { logLevels } from "#contract/base/log.ts";
import { exitCodes } from "../command-line/exit-codes.ts";
import { checkedOptions, exitingWith } from "../command-line/options.ts";
import { createTail, type LogFilter, linesIn, logFilesOf, readLog, tellLine } from "../log/read-log.ts";
import type { Environment } from "./environment.ts";
import { dataDirOf, withData } from "./place-options.ts";

/** How many lines are shown where nothing tells since when. */
const lastLines = 100;
/** How often a log that is followed is looked at, ms. */
const lookEvery = 500;
const units: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

const optionsSchema = (now: number) =>
  z.object({
    since: z
      .string()
      .transform((text) => sinceOf(text, now))
      .refine((time) => !Number.isNaN(time), "--since must be such as 30m, 2h, 7d or 2026-11-30T08:00.")
      .nullable()
      .default(null),
    event: z.array(z.string()).default([]),
    level: z
      .enum(logLevels, { error: `--level must be one of: ${logLevels.join(", ")}.` })
      .nullable()
      .default(null),
    follow: z.boolean().default(false),
    json: z.boolean().default(false),
  });

export function addLogCommand(program: Command, environment: Environment): void {
  const log = withData(
    program.command("log").description(`what happened: the last ${lastLines} lines of the kiosk's log`),
    environment,
  )
    .option("-f, --follow", "goes on with what is logged from now on, until Ctrl+C")
    .option(
      "--since <when>",
      "all lines since then: 30m, 2h, 7d, or 2026-11-30T08:00 of this machine's clock",
    )
    .option("--event <id...>", "these events alone, such as sync.pull-failed or booking.*")
    .option("--level <level>", `only lines of this level or above: ${logLevels.join(", ")}`)
    .option("--json", "lines as they stand in the log");
  log.action(
    exitingWith(async () => {
      const { console, clock } = environment;
      const options = checkedOptions(log, optionsSchema(clock.now()));
      const file = join(dataDirOf(log, environment), "infomat.log");
      if (logFilesOf(file).length === 0 && !options.follow) {
        console.complain(`There is no log ${file}: has this kiosk been started?`);
        return exitCodes.failed;
      }
      const filter = { since: options.since, events: options.event, level: options.level };
      const say = (line: string) => console.say(options.json ? line : tellLine(line));
      const tail = options.follow ? createTail(file) : null;
      const lines = readLog(file, filter);
      for (const line of options.since === null ? lines.slice(-lastLines) : lines) say(line);
      if (tail) await follow(tail, filter, say, environment.signal);
      return exitCodes.well;
    }),
  );
}

async function follow(
  tail: () => string,
  filter: LogFilter,
  say: (line: string) => void,
  signal: AbortSignal,
): Promise<void> {
  await new Promise<void>((resolve) => {
    const looking = setInterval(() => {
      for (const line of linesIn(tail(), filter)) say(line);
    }, lookEvery);
    const end = (): void => {
      clearInterval(looking);
      resolve();
    };
    if (signal.aborted) end();
    signal.addEventListener("abort", end, { once: true });
  });
}

/** @returns ms since 1970; not a number where it can't be read */
function sinceOf(text: string, now: number): number {
  const [, count, unit = ""] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
  return count === undefined ? Date.parse(text) : now - Number(count) * (units[unit] ?? Number.NaN);
}
