import type { Command } from "commander";
import { z } from "zod";
import { type PresetName, presetNames } from "#contract/flow/presets.ts";
import type { Console } from "../command-line/console.ts";
import {
  type CommandLine,
  centralOption,
  createCommand,
  pathOption,
  readCommandLine,
} from "../command-line/options.ts";

const shellNames = ["auto", "electron", "chromium", "none"] as const;
export type ShellName = (typeof shellNames)[number];
/** What the demo's central API speaks. */
const centralKinds = ["fhir", "n3"] as const;
const demoSizes = ["tiny", "clinic", "region", "real"] as const;

/** What the command line asks for. Paths are absolute. */
export type StartOptions = {
  readonly shell: ShellName;
  readonly port: number | null;
  readonly central: string | null;
  readonly centralKind: (typeof centralKinds)[number];
  readonly data: string | null;
  readonly config: string | null;
  readonly preset: PresetName | null;
  readonly size: (typeof demoSizes)[number];
  /** This machine's address at which a phone can confirm a sign-in of the demo. */
  readonly demoPhoneAddress: string | null;
  /** Opens the page at the counter beside the demo's kiosk. */
  readonly reception: boolean;
};

export type OptionsRead = CommandLine<StartOptions>;

/** Declares the options of a start, with what is taken where one is left out. */
export function addStartOptions(
  command: Command,
  defaults: Readonly<Record<"config" | "data" | "port" | "central", string>>,
): Command {
  return command
    .option(
      "--shell <name>",
      `what shows the screens: ${shellNames.join(", ")}; none: the printed address does`,
    )
    .option("--port <number>", `loopback port, 1 to 65535 (default: ${defaults.port})`)
    .option("--central <url>", `FHIR R4 address of the central API (default: ${defaults.central})`)
    .option("--data <folder>", `folder for the kiosk's own data (default: ${defaults.data})`)
    .option("--config <file>", `YAML configuration (default: ${defaults.config})`)
    .option(
      "--preset <name>",
      `order of the steps, in place of the configuration's: ${presetNames.join(", ")}`,
    );
}

const startCommand = (name: string) => (console: Console) =>
  addStartOptions(createCommand(name, console).description("Infomat: the kiosk in a clinic lobby"), {
    config: "none, built-in settings",
    data: ".data",
    port: "any free one",
    central: "a demo central API in this program",
  })
    .option(
      "--central-kind <name>",
      "what the demo central API is: fhir, or n3, the hub that many Russian clinics have",
    )
    .option("--size <name>", `how much data the demo central API holds: ${demoSizes.join(", ")}`)
    .option(
      "--demo-phone-address <address>",
      "this machine's address in the network of your phone, which then confirms sign-ins of the demo",
    )
    .option("--reception", "opens the page at the counter beside the demo's kiosk");

export const startOptionsSchema = (folder: string) =>
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
    centralKind: z
      .enum(centralKinds, { error: `--central-kind must be one of: ${centralKinds.join(", ")}.` })
      .default("fhir"),
    data: pathOption("data", "folder", folder),
    config: pathOption("config", "file", folder),
    preset: z
      .enum(presetNames, { error: `--preset must be one of: ${presetNames.join(", ")}.` })
      .nullable()
      .default(null),
    size: z.enum(demoSizes, { error: `--size must be one of: ${demoSizes.join(", ")}.` }).default("clinic"),
    demoPhoneAddress: z
      .ipv4({ error: "--demo-phone-address must be an IPv4 address of this machine." })
      .nullable()
      .default(null),
    reception: z.boolean().default(false),
  });

/**
 * Reads the command line (without node and script). `folder` is where the person stands who typed it: relative
 * paths start there, not where npm changed to.
 */
export const readOptions = (words: readonly string[], folder: string, name = "npm start --"): OptionsRead =>
  readCommandLine(startCommand(name), words, startOptionsSchema(folder));
