import type { Command } from "commander";
import { exitCodes } from "../command-line/exit-codes.ts";
import { exitingWith } from "../command-line/options.ts";
import { checkConfigFile } from "../config/check-file.ts";
import { configJsonSchema } from "../config/json-schema.ts";
import { configOf, type Environment, needPermission } from "./environment.ts";

export function addConfigCommands(program: Command, environment: Environment): void {
  const { say, complain } = environment.console;
  const group = program.command("config").description("the configuration file");
  group
    .command("check [file]")
    .description("reads the configuration and the files that it names, and tells each mistake with its line")
    .action(
      exitingWith((named: string | undefined) => {
        const file = named ?? environment.config;
        if (file === null) {
          complain("Which file? Name it: config check FILE");
          return exitCodes.wrongWords;
        }
        needPermission(environment, configOf(environment, file));
        const mistakes = checkConfigFile(file, environment.places.locales);
        for (const mistake of mistakes) complain(mistake);
        if (mistakes.length === 0) say(`${file} is in order.`);
        return mistakes.length === 0 ? exitCodes.well : exitCodes.notSetUp;
      }),
    );
  group
    .command("schema")
    .description("the JSON Schema of the configuration, for editors")
    .action(() => say(JSON.stringify(configJsonSchema(), null, 2)));
}
