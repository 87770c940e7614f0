import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { z } from "zod";

/** What the command line asks for. Paths are absolute. */
export type DoctorOptions = {
  readonly central: string | null;
  readonly config: string | null;
  readonly data: string | null;
};

export type DoctorRead =
  | { readonly kind: "options"; readonly options: DoctorOptions }
  | { readonly kind: "help" }
  | { readonly kind: "wrong"; readonly text: string };

export const usage = `Infomat doctor: checks a kiosk and its centre, step by step, and says what to do

npm run doctor -- [options]

  --central URL   FHIR R4 address of the centre (default: the one in the configuration)
  --config FILE   YAML configuration (default: none, built-in settings)
  --data DIR      folder for the kiosk's own data (default: .data)
  --help          this text

The self-test makes an inactive schedule in the past at the centre, books there without a patient, and removes
all of it. Its result is kept in the data folder: the kiosk books at this centre only after it has passed.
`;

const schema = z.strictObject({
  central: z
    .url({
      protocol: /^https?$/,
      error: "--central must be an http or https address, such as https://fhir.example.org/fhir.",
    })
    .optional(),
  config: z.string().min(1, "--config must name a file.").optional(),
  data: z.string().min(1, "--data must name a folder.").optional(),
});

const known = {
  central: { type: "string" },
  config: { type: "string" },
  data: { type: "string" },
  help: { type: "boolean", short: "h" },
} as const;

/** Reads the command line (without node and script); relative paths start at `folder`. */
export function readDoctorOptions(words: readonly string[], folder: string): DoctorRead {
  let given: Record<string, string | boolean | undefined>;
  try {
    given = parseArgs({ args: [...words], options: known, allowPositionals: false }).values;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const [sentence] = error.message.split(/\.\s/);
    return { kind: "wrong", text: `${sentence?.replace(/\.$/, "")}.` };
  }
  const { help, ...rest } = given;
  if (help) return { kind: "help" };
  const read = schema.safeParse(rest);
  if (!read.success)
    return { kind: "wrong", text: read.error.issues.map((issue) => issue.message).join("\n") };
  const { central, config, data } = read.data;
  return {
    kind: "options",
    options: {
      central: central ?? null,
      config: config === undefined ? null : resolve(folder, config),
      data: data === undefined ? null : resolve(folder, data),
    },
  };
}
