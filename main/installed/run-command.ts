import type { Command } from "commander";
import { checkedOptions, exitingWith } from "../command-line/options.ts";
import type { Environment } from "../commands/environment.ts";
import { addStartOptions, startOptionsSchema } from "../launcher/options.ts";
import { installedFiles, installedPort } from "./places.ts";
import { runInstalled } from "./run.ts";

export function addRunCommand(program: Command, environment: Environment): void {
  const run = addStartOptions(
    program.command("run").description("the kiosk itself; the system's unit starts it"),
    {
      config: installedFiles.config,
      data: installedFiles.dataDir,
      port: `the configuration's, else ${installedPort}`,
      central: "the configuration's",
    },
  );
  run.action(
    exitingWith(() => {
      const { places, clock, signal, folder } = environment;
      return runInstalled({
        options: checkedOptions(run, startOptionsSchema(folder)),
        ...{ places, clock, signal },
        ...environment.console,
      });
    }),
  );
}
