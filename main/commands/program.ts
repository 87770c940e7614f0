import { createCommand, runCommand } from "../command-line/options.ts";
import { addBundleCommand } from "./bundle.ts";
import { addConfigCommands } from "./config.ts";
import { addDoctorCommand } from "./doctor.ts";
import type { Environment } from "./environment.ts";
import { addLogCommand } from "./log.ts";
import { addMaintenanceCommands } from "./maintenance.ts";
import { addPrinterGroup } from "./printer.ts";
import { addReceptionCommand } from "./reception.ts";
import { addScannerCommands } from "./scanner.ts";
import { addAuditCommand, addStaffCommands } from "./staff.ts";
import { addRunningCommands } from "./status.ts";

const exitCodesText = `
Exit codes: 0 all is well · 1 something failed, or the answer is no · 2 wrong words · 3 no kiosk runs here ·
4 not permitted · 78 the configuration is missing or broken`;

/** The command `infomat`. @param words without node and script. @returns the exit code, of command-line/exit-codes.ts */
export function infomat(words: readonly string[], environment: Environment): Promise<number> {
  const { name, version, console } = environment;
  const program = createCommand(name, console)
    .description("Infomat, the kiosk in a clinic lobby: looks after it over a terminal, without its display")
    .version(version, "--version", "of this program")
    .addHelpText("after", exitCodesText);
  addDoctorCommand(program, environment);
  addRunningCommands(program, environment);
  addMaintenanceCommands(program, environment);
  addPrinterGroup(program, environment);
  addScannerCommands(program, environment);
  addConfigCommands(program, environment);
  addLogCommand(program, environment);
  addBundleCommand(program, environment);
  addStaffCommands(program, environment);
  addAuditCommand(program, environment);
  addReceptionCommand(program, environment);
  environment.addRun?.(program, environment);
  program
    .command("version")
    .description("of this program")
    .action(() => console.say(version));
  return runCommand(program, words.length === 0 ? ["--help"] : words);
}
