import type { Command } from "commander";
import { exitingWith } from "../command-line/options.ts";
import { type MaintenanceWish, switchMaintenance } from "../maintenance/command.ts";
import type { Environment } from "./environment.ts";
import { dataDirOf, withData } from "./place-options.ts";

const described: Readonly<Record<MaintenanceWish, string>> = {
  on: "out of service: whoever stands there finishes, nobody begins anew",
  off: "the kiosk is open again",
  status: "how it is switched",
};

export function addMaintenanceCommands(program: Command, environment: Environment): void {
  const group = program
    .command("maintenance")
    .alias("service")
    .description("takes the kiosk out of service, and puts it back");
  for (const wish of ["on", "off", "status"] as const) {
    const command = withData(group.command(wish), environment).description(described[wish]);
    command.action(
      exitingWith(() =>
        switchMaintenance(wish, {
          dataDir: dataDirOf(command, environment),
          console: environment.console,
        }),
      ),
    );
  }
}
