import { resolve } from "node:path";
import { Command, CommanderError } from "commander";
import { z } from "zod";
import type { Console } from "./console.ts";
import { exitCodes } from "./exit-codes.ts";

/** What a command line asks for, with the words that are no options; or in words why it can't be read. */
export type CommandLine<T> =
  | { readonly kind: "options"; readonly options: T; readonly words: readonly string[] }
  | { readonly kind: "help"; readonly text: string }
  | { readonly kind: "wrong"; readonly text: string };

/**
 * A command of commander's that ends no process: {@link runCommand} answers with the exit code. Subcommands made by
 * its `command()` inherit this.
 * @param name how a person calls it, such as `infomat` or `npm start --`
 */
export function createCommand(name: string, { say, complain }: Console): Command {
  return new Command(name)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => say(text.trimEnd()),
      writeErr: (text) => complain(text.trimEnd()),
      outputError: (text, write) => write(text.replace(/^error: /, "")),
    })
    .helpOption("-h, --help", "this text")
    .helpCommand("help [command]", "this text, or a command's")
    .allowExcessArguments(false)
    .showHelpAfterError(`All commands and options: ${name} --help`);
}

/** Thrown by an action that ends with another exit code than 0; what is to be said has been said. */
export class Exit extends Error {
  override readonly name = "Exit";
  readonly exitCode: number;

  constructor(exitCode: number) {
    super(`exit code ${exitCode}`);
    this.exitCode = exitCode;
  }
}

/** Runs a command line (without node and script). @returns the exit code */
export async function runCommand(command: Command, words: readonly string[]): Promise<number> {
  try {
    await command.parseAsync([...words], { from: "user" });
    return exitCodes.well;
  } catch (error) {
    if (error instanceof Exit) return error.exitCode;
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? exitCodes.well : exitCodes.wrongWords;
  }
}

/** What `work` answers is the command's exit code. */
export const exitingWith =
  <Args extends readonly unknown[]>(work: (...args: Args) => number | Promise<number>) =>
  async (...args: Args): Promise<void> => {
    const exitCode = await work(...args);
    if (exitCode !== exitCodes.well) throw new Exit(exitCode);
  };

/** The options of a command by a schema whose messages are told as they are. @throws CommanderError */
export function checkedOptions<T>(command: Command, schema: z.ZodType<T>): T {
  const checked = schema.safeParse(command.opts());
  if (checked.success) return checked.data;
  return command.error(checked.error.issues.map(({ message }) => message).join("\n"));
}

/** Reads a command line without subcommands, and runs nothing. */
export function readCommandLine<T>(
  declare: (console: Console) => Command,
  words: readonly string[],
  schema: z.ZodType<T>,
): CommandLine<T> {
  const lines: string[] = [];
  const keep = (line: string) => void lines.push(line);
  const command = declare({ say: keep, complain: keep }).showHelpAfterError(false);
  try {
    command.action(() => undefined).parse([...words], { from: "user" });
    return { kind: "options", options: checkedOptions(command, schema), words: command.args };
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return { kind: error.exitCode === 0 ? "help" : "wrong", text: lines.join("\n") };
  }
}

/** An option that names a file or a folder, from where the person stands who typed it; null when left out. */
export const pathOption = (name: string, what: "file" | "folder", folder: string) =>
  z
    .string()
    .min(1, `--${name} must name a ${what}.`)
    .transform((path) => resolve(folder, path))
    .nullable()
    .default(null);

/** The address of a central API; null when left out. */
export const centralOption = z
  .url({
    protocol: /^https?$/,
    error: "--central must be an http or https address, such as https://fhir.example.org/fhir.",
  })
  .refine(
    (text) => !carriesPassword(text),
    "--central must not carry a password: put access into the configuration.",
  )
  .nullable()
  .default(null);

function carriesPassword(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { username, password } = new URL(address);
  return username !== "" || password !== "";
}
