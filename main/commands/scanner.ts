import type { Command } from "commander";
import { exitCodes } from "../command-line/exit-codes.ts";
import { keepAlive } from "../command-line/keep-alive.ts";
import { exitingWith } from "../command-line/options.ts";
import { loadConfig } from "../config/load.ts";
import { ConfigError } from "../files/config-error.ts";
import type { Environment } from "./environment.ts";
import { placesOf, withPlaces } from "./place-options.ts";

export function addScannerCommands(program: Command, environment: Environment): void {
  const group = program
    .command("scanner")
    .description("the scanner of policies (stop the kiosk first: it holds the scanner's line)");
  const test = withPlaces(group.command("test"), environment).description(
    "tells of each scan what kind it is, and nothing of what it holds, until Ctrl+C",
  );
  test.action(
    exitingWith(async () => {
      const { clock, console, signal } = environment;
      const { config } = placesOf(test, environment);
      try {
        const settings = loadConfig(config).scanner;
        // Loaded only here: the kiosk itself needs none of it, and starts sooner.
        const { testScanner } = await import("../diagnostics/scanner/run.ts");
        const letEnd = keepAlive();
        try {
          return await testScanner({ settings, clock, signal, say: console.say });
        } finally {
          letEnd();
        }
      } catch (error) {
        if (!(error instanceof ConfigError)) throw error;
        console.complain(error.message);
        return exitCodes.notSetUp;
      }
    }),
  );
}
