import { resolve } from "node:path";
import { type ParseArgsConfig, parseArgs } from "node:util";
import { z } from "zod";

/** What a command line asks for, or in words why it can't be read. */
export type CommandLine<T> =
  | { readonly kind: "options"; readonly options: T }
  | { readonly kind: "help" }
  | { readonly kind: "wrong"; readonly text: string };

type Known = NonNullable<ParseArgsConfig["options"]>;
const help = { help: { type: "boolean", short: "h" } } as const;

/** Takes a command line (without node and script) apart; `--help` and `-h` are known everywhere. */
export function readWords<const Options extends Known>(words: readonly string[], options: Options) {
  try {
    const known = { ...options, ...help };
    const { values, positionals } = parseArgs({ args: [...words], options: known, allowPositionals: true });
    return { kind: "words", values, positionals } as const;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    // Node's own sentence goes on with advice about positional arguments; its first one says it all.
    const [sentence] = error.message.split(/\.\s/);
    return { kind: "wrong", text: `${sentence?.replace(/\.$/, "")}.` } as const;
  }
}

/** Reads a command line that holds options with a value each, by a schema whose messages are told as they are. */
export function readOptionWords<T>(
  words: readonly string[],
  names: readonly string[],
  schema: z.ZodType<T>,
): CommandLine<T> {
  const read = readWords(words, Object.fromEntries(names.map((name) => [name, { type: "string" } as const])));
  if (read.kind === "wrong") return read;
  const { help: asked, ...given } = read.values;
  if (asked) return { kind: "help" };
  const [stray] = read.positionals;
  if (stray !== undefined) return { kind: "wrong", text: `What is ${stray}?` };
  const checked = schema.safeParse(given);
  if (checked.success) return { kind: "options", options: checked.data };
  return { kind: "wrong", text: checked.error.issues.map(({ message }) => message).join("\n") };
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
