import { readFileSync } from "node:fs";
import { LineCounter, parseDocument } from "yaml";
import type { z } from "zod";
import { ConfigError } from "../files/config-error.ts";
import { type Config, configSchema } from "./schema.ts";

export type { Config };

/**
 * Reads and checks the YAML file; without one, the defaults. `languages` are those that there are texts in: where
 * given, no other can be chosen. Throws {@link ConfigError} with every fault found.
 */
export function loadConfig(file: string | null, languages?: readonly string[]): Config {
  return file === null ? configSchema.parse({}) : parseConfig(readText(file), file, languages);
}

/** As {@link loadConfig}, from a text; `file` is only named in faults. */
export const parseConfig = (text: string, file: string, languages?: readonly string[]): Config =>
  parseSettings(schemaWith(languages), text, file);

/** Reads and checks a YAML file of another program of ours. @throws {ConfigError} with every fault found */
export const loadSettings = <T>(schema: z.ZodType<T>, file: string): T =>
  parseSettings(schema, readText(file), file);

function parseSettings<T>(schema: z.ZodType<T>, text: string, file: string): T {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [syntax] = document.errors;
  if (syntax) {
    const { line, col } = lines.linePos(syntax.pos[0]);
    throw new ConfigError(`${file}, line ${line}, column ${col}: not valid YAML (${syntax.message})`);
  }
  const settings = settingsIn(document, file);
  if (settings === null) {
    // A file that was cut short must not turn a kiosk into kiosk 1 with a printer that is only a picture.
    throw new ConfigError(
      `${file} holds no settings: it is empty, or all of it is comments. Put the kiosk's own settings back; for all defaults write {} into it.`,
    );
  }
  const checked = schema.safeParse(settings);
  if (checked.success) return checked.data;

  const lineOf = (path: readonly PropertyKey[]): number | null => {
    for (let length = path.length; length > 0; length--) {
      const node: unknown = document.getIn(path.slice(0, length), true);
      const range = node && typeof node === "object" && "range" in node ? node.range : null;
      if (Array.isArray(range)) return lines.linePos(Number(range[0])).line;
    }
    return null;
  };
  throw new ConfigError(
    checked.error.issues
      .flatMap(nearest)
      .map((issue) => {
        const path = [...issue.path, ...unknownKey(issue)];
        const line = lineOf(path);
        return `${file}${line === null ? "" : `, line ${line}`}: ${path.join(".") || "the file"}: ${issue.message}`;
      })
      .join("\n"),
  );
}

/** @throws {ConfigError} for references without a target, and for those that multiply without end */
function settingsIn(document: ReturnType<typeof parseDocument>, file: string): unknown {
  try {
    return document.toJS() ?? null;
  } catch (cause) {
    throw new ConfigError(
      `${file}: its aliases (*name) can't be resolved: ${cause instanceof Error ? cause.message : "unknown fault"}. Write the settings out.`,
      { cause },
    );
  }
}

/** Of settings that can be written in several ways, what is wrong with the way that was most likely meant. */
function nearest(issue: z.core.$ZodIssue): readonly z.core.$ZodIssue[] {
  if (issue.code !== "invalid_union") return [issue];
  const [likely] = [...issue.errors].sort((a, b) => a.length - b.length);
  if (!likely || likely.length === 0) return [issue];
  return likely.flatMap((one) => nearest({ ...one, path: [...issue.path, ...one.path] }));
}

function schemaWith(languages: readonly string[] | undefined): z.ZodType<Config> {
  if (!languages) return configSchema;
  return configSchema.superRefine(({ kiosk }, context) => {
    for (const [index, language] of (kiosk.languages ?? []).entries()) {
      if (languages.includes(language)) continue;
      const message = `there are no texts in ${language}, only in ${languages.join(", ")}`;
      context.addIssue({ code: "custom", message, path: ["kiosk", "languages", index] });
    }
  });
}

const unknownKey = (issue: z.core.$ZodIssue): readonly string[] =>
  issue.code === "unrecognized_keys" ? issue.keys.slice(0, 1) : [];

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    throw new ConfigError(
      `${file} can't be read (${(cause as NodeJS.ErrnoException).code ?? "unknown fault"})`,
      { cause },
    );
  }
}
