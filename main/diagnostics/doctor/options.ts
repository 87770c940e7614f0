import { z } from "zod";
import { type CommandLine, centralOption, pathOption, readOptionWords } from "../../command-line/options.ts";

/** What the command line asks for. Paths are absolute. */
export type DoctorOptions = {
  readonly central: string | null;
  readonly config: string | null;
  readonly data: string | null;
};

export type DoctorRead = CommandLine<DoctorOptions>;

export const usage = `Infomat doctor: checks a kiosk and its central API, step by step, and says what to do

npm run doctor -- [options]

  --central URL   FHIR R4 address of the central API (default: the one in the configuration)
  --config FILE   YAML configuration (default: none, built-in settings)
  --data DIR      folder for the kiosk's own data (default: .data)
  --help          this text

The self-test makes an inactive schedule in the past at the central API, books there without a patient, and removes
all of it. Its result is kept in the data folder: the kiosk books at this central API only after it has passed.
`;

const optionsSchema = (folder: string) =>
  z.strictObject({
    central: centralOption,
    config: pathOption("config", "file", folder),
    data: pathOption("data", "folder", folder),
  });

/** Reads the command line (without node and script); relative paths start at `folder`. */
export const readDoctorOptions = (words: readonly string[], folder: string): DoctorRead =>
  readOptionWords(words, ["central", "config", "data"], optionsSchema(folder));
