import { accessSync, constants, existsSync } from "node:fs";
import { userInfo } from "node:os";
import type { Command } from "commander";
import type { Clock, Ids } from "#contract/base/ports.ts";
import type { Console } from "../command-line/console.ts";
import { exitCodes } from "../command-line/exit-codes.ts";
import { Exit } from "../command-line/options.ts";
import type { Places } from "../command-line/places.ts";
import { codeOf } from "../files/whole-file.ts";

/** Where a command runs, and what it works on where nothing else is named. */
export type Environment = {
  /** How a person calls it: `infomat`, or `npm run infomat --`. */
  readonly name: string;
  readonly version: string;
  readonly places: Places;
  /** The kiosk's own configuration; null where there is none, as in a checkout. */
  readonly config: string | null;
  readonly dataDir: string;
  /** Where relative paths start: where the person stands who typed the command. */
  readonly folder: string;
  readonly console: Console;
  readonly clock: Clock;
  readonly ids: Ids;
  /** Declares the command that is the kiosk itself, where this program can be it. */
  readonly addRun?: (program: Command, environment: Environment) => void;
  /** Aborted when the system asks the program to end. */
  readonly signal: AbortSignal;
};

/**
 * Ends the command where this user may read neither configuration nor data: what follows would be told as missing or
 * broken. @throws {Exit}
 */
export function needPermission(
  { console, name }: Pick<Environment, "console" | "name">,
  ...paths: readonly (string | null)[]
): void {
  const refused = paths.find((path) => path !== null && isRefused(path));
  if (refused === undefined) return;
  console.complain(
    `The user ${userInfo().username} may not read ${refused}. Run it as root or as the kiosk's user (sudo ${name} …), and let that user read the file.`,
  );
  throw new Exit(exitCodes.notPermitted);
}

function isRefused(path: string): boolean {
  try {
    accessSync(path, constants.R_OK);
    return false;
  } catch (error) {
    return codeOf(error) === "EACCES" || codeOf(error) === "EPERM";
  }
}

/** The configuration that a command uses: the named one, else the kiosk's own where there is one. */
export function configOf(environment: Environment, named: string | null): string | null {
  if (named !== null) return named;
  const { config } = environment;
  // One that can't be seen for lack of rights exists: it must not count as missing.
  return config !== null && (existsSync(config) || isRefused(config)) ? config : null;
}
