import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { z } from "zod";
import { type PresetName, presetNames } from "#contract/flow.ts";

export const shellNames = ["auto", "electron", "chromium", "none"] as const;
export type ShellName = (typeof shellNames)[number];
export const demoSizes = ["tiny", "clinic", "region"] as const;

/** What the command line asks for. Paths are absolute. */
export type StartOptions = {
  readonly shell: ShellName;
  readonly port: number | null;
  readonly central: string | null;
  readonly data: string | null;
  readonly config: string | null;
  readonly preset: PresetName | null;
  readonly size: (typeof demoSizes)[number];
};

export type OptionsRead =
  | { readonly kind: "options"; readonly options: StartOptions }
  | { readonly kind: "help" }
  | { readonly kind: "wrong"; readonly text: string };

export const usage = `Infomat: the kiosk in a clinic lobby

npm start -- [options]

  --shell auto|electron|chromium|none   what shows the screens (default: auto)
                                        none: nothing; the printed address works in any browser here
  --port N                              loopback port, 1 to 65535 (default: any free one)
  --central URL                         FHIR R4 address of the centre (default: a demo centre in this program)
  --data DIR                            folder for the kiosk's own data (default: .data)
  --config FILE                         YAML configuration (default: none, built-in settings)
  --preset NAME                         order of the steps, in place of the configuration's: registratura40,
                                        registratura56, gorzdrav, gosuslugi-spb or doctor73
  --size tiny|clinic|region             how much data the demo centre holds (default: clinic)
  --help                                this text
`;

const schema = z.strictObject({
  shell: z.enum(shellNames, { error: `--shell must be one of: ${shellNames.join(", ")}.` }).default("auto"),
  port: z
    .string()
    .regex(/^\d{1,5}$/, "--port must be a number from 1 to 65535.")
    .transform(Number)
    .pipe(z.int().min(1, "--port must be at least 1.").max(65_535, "--port must be at most 65535."))
    .optional(),
  central: z
    .url({
      protocol: /^https?$/,
      error: "--central must be an http or https address, such as https://fhir.example.org/fhir.",
    })
    .refine(
      (text) => !carriesPassword(text),
      "--central must not carry a password: put access into the configuration.",
    )
    .optional(),
  data: z.string().min(1, "--data must name a folder.").optional(),
  config: z.string().min(1, "--config must name a file.").optional(),
  preset: z.enum(presetNames, { error: `--preset must be one of: ${presetNames.join(", ")}.` }).optional(),
  size: z.enum(demoSizes, { error: `--size must be one of: ${demoSizes.join(", ")}.` }).default("clinic"),
});

function carriesPassword(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { username, password } = new URL(address);
  return username !== "" || password !== "";
}

const known = {
  shell: { type: "string" },
  port: { type: "string" },
  central: { type: "string" },
  data: { type: "string" },
  config: { type: "string" },
  preset: { type: "string" },
  size: { type: "string" },
  help: { type: "boolean", short: "h" },
} as const;

/**
 * Reads the command line (without node and script). `folder` is where the person stands who typed it: relative
 * paths start there, not where npm changed to.
 */
export function readOptions(words: readonly string[], folder: string): OptionsRead {
  let given: Record<string, string | boolean | undefined>;
  try {
    given = parseArgs({ args: [...words], options: known, allowPositionals: false }).values;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    // Node's own sentence goes on with advice about positional arguments; its first one says it all.
    const [sentence] = error.message.split(/\.\s/);
    return { kind: "wrong", text: `${sentence?.replace(/\.$/, "")}.` };
  }
  const { help, ...rest } = given;
  if (help) return { kind: "help" };
  const read = schema.safeParse(rest);
  if (!read.success)
    return { kind: "wrong", text: read.error.issues.map((issue) => issue.message).join("\n") };
  const { shell, port, central, data, config, preset, size } = read.data;
  return {
    kind: "options",
    options: {
      shell,
      size,
      port: port ?? null,
      central: central ?? null,
      data: data === undefined ? null : resolve(folder, data),
      config: config === undefined ? null : resolve(folder, config),
      preset: preset ?? null,
    },
  };
}
