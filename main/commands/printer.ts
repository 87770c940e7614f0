import { join } from "node:path";
import type { Command } from "commander";
import { exitCodes } from "../command-line/exit-codes.ts";
import { keepAlive } from "../command-line/keep-alive.ts";
import { addPrinterCommands, type PrinterCommand } from "../diagnostics/printer/options.ts";
import { ConfigError } from "../files/config-error.ts";
import { DataFolderError } from "../store/data-folder.ts";
import { configOf, type Environment, needPermission } from "./environment.ts";

export function addPrinterGroup(program: Command, environment: Environment): void {
  addPrinterCommands(program, environment.folder, (command) => runPrinter(command, environment));
}

async function runPrinter(command: PrinterCommand, environment: Environment): Promise<number> {
  const { console, clock, signal, places } = environment;
  const config = configOf(environment, command.config);
  const dataDir = command.data ?? environment.dataDir;
  needPermission(environment, command.printer === null ? config : null, dataDir);
  // Loaded only here: the kiosk itself needs none of it, and starts sooner.
  const { runPrinterCommand } = await import("../diagnostics/printer/run.ts");
  const letEnd = keepAlive();
  try {
    return await runPrinterCommand({
      command: { ...command, config },
      ...{ dataDir, clock, signal },
      assetsDir: join(places.root, "assets"),
      say: console.say,
    });
  } catch (error) {
    if (error instanceof ConfigError) {
      console.complain(error.message);
      return exitCodes.notSetUp;
    }
    if (!(error instanceof DataFolderError)) throw error;
    console.complain(error.message);
    return exitCodes.failed;
  } finally {
    letEnd();
  }
}
