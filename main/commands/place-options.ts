import type { Command } from "commander";
import { z } from "zod";
import { checkedOptions, pathOption } from "../command-line/options.ts";
import { configOf, type Environment, needPermission } from "./environment.ts";

/** `--data`: the kiosk that a command is about. */
export function withData(command: Command, environment: Environment): Command {
  return command.option("--data <folder>", `the kiosk's data folder (default: ${environment.dataDir})`);
}

/** `--config` and `--data`. */
export function withPlaces(command: Command, environment: Environment): Command {
  const config = environment.config ?? "none, built-in settings";
  return withData(command.option("--config <file>", `the configuration (default: ${config})`), environment);
}

/** The data folder that is named, or the kiosk's. @throws {Exit} where this user may not read it */
export function dataDirOf(command: Command, environment: Environment): string {
  const { data } = checkedOptions(
    command,
    z.object({ data: pathOption("data", "folder", environment.folder) }),
  );
  const dataDir = data ?? environment.dataDir;
  needPermission(environment, dataDir);
  return dataDir;
}

/** The configuration and the data folder that are named, or the kiosk's. @throws {Exit} as {@link dataDirOf} */
export function placesOf(
  command: Command,
  environment: Environment,
): { readonly config: string | null; readonly dataDir: string } {
  const { config: named } = checkedOptions(
    command,
    z.object({ config: pathOption("config", "file", environment.folder) }),
  );
  const config = configOf(environment, named);
  needPermission(environment, config);
  return { config, dataDir: dataDirOf(command, environment) };
}
