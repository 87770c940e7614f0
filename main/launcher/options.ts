import { z } from "zod";
import { type PresetName, presetNames } from "#contract/flow/presets.ts";
import { type CommandLine, centralOption, pathOption, readOptionWords } from "../command-line/options.ts";

const shellNames = ["auto", "electron", "chromium", "none"] as const;
export type ShellName = (typeof shellNames)[number];
const demoSizes = ["tiny", "clinic", "region", "real"] as const;

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

export type OptionsRead = CommandLine<StartOptions>;

export const usage = `Infomat: the kiosk in a clinic lobby

npm start -- [options]

  --shell auto|electron|chromium|none   what shows the screens (default: auto)
                                        none: nothing; the printed address works in any browser here
  --port N                              loopback port, 1 to 65535 (default: any free one)
  --central URL                         FHIR R4 address of the central API (default: a demo central API in this program)
  --data DIR                            folder for the kiosk's own data (default: .data)
  --config FILE                         YAML configuration (default: none, built-in settings)
  --preset NAME                         order of the steps, in place of the configuration's: registratura40,
                                        registratura56, gorzdrav, gosuslugi-spb or doctor73
  --size tiny|clinic|region|real        how much data the demo central API holds (default: clinic)
  --help                                this text
`;

const optionsSchema = (folder: string) =>
  z.strictObject({
    shell: z.enum(shellNames, { error: `--shell must be one of: ${shellNames.join(", ")}.` }).default("auto"),
    port: z
      .string()
      .regex(/^\d{1,5}$/, "--port must be a number from 1 to 65535.")
      .transform(Number)
      .pipe(z.int().min(1, "--port must be at least 1.").max(65_535, "--port must be at most 65535."))
      .nullable()
      .default(null),
    central: centralOption,
    data: pathOption("data", "folder", folder),
    config: pathOption("config", "file", folder),
    preset: z
      .enum(presetNames, { error: `--preset must be one of: ${presetNames.join(", ")}.` })
      .nullable()
      .default(null),
    size: z.enum(demoSizes, { error: `--size must be one of: ${demoSizes.join(", ")}.` }).default("clinic"),
  });

/**
 * Reads the command line (without node and script). `folder` is where the person stands who typed it: relative
 * paths start there, not where npm changed to.
 */
export const readOptions = (words: readonly string[], folder: string): OptionsRead =>
  readOptionWords(
    words,
    ["shell", "port", "central", "data", "config", "preset", "size"],
    optionsSchema(folder),
  );
