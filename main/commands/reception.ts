import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import { z } from "zod";
import { checkedOptions, exitingWith, pathOption } from "../command-line/options.ts";
import type { Environment } from "./environment.ts";
import { needPermission } from "./environment.ts";

/** Where the counter's process has its settings and its own data, on a machine where it was installed. */
const usual = { config: "/etc/infomat/reception.yaml", dataDir: "/var/lib/infomat-reception" } as const;

export function addReceptionCommand(program: Command, environment: Environment): void {
  const isInstalled = environment.config !== null;
  const dataDir = isInstalled ? usual.dataDir : join(environment.dataDir, "reception");
  const command = program
    .command("reception")
    .description("the page at the counter for all kiosks of a lobby; a process of its own")
    .option("--config <file>", `its settings (default: ${isInstalled ? usual.config : "none"})`)
    .option("--data <folder>", `folder for its own data (default: ${dataDir})`);
  command.action(
    exitingWith(async () => {
      const { folder, places, console, clock, ids, signal } = environment;
      const named = checkedOptions(
        command,
        z.object({
          config: pathOption("config", "file", folder),
          data: pathOption("data", "folder", folder),
        }),
      );
      const config = named.config ?? (isInstalled ? usual.config : null);
      if (config !== null && existsSync(config)) needPermission(environment, config);
      // Loaded only here: no other command needs it.
      const { runReception } = await import("../reception/run.ts");
      return runReception({
        ...{ config, console, clock, ids, signal },
        dataDir: named.data ?? dataDir,
        pageDir: join(places.root, "dist/reception"),
      });
    }),
  );
}
