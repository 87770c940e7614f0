import { z } from "zod";
import { type HubOperation, hubOperations } from "#contract/n3/index.ts";
import { type HubSettings, hubSettingsSchema } from "#sync/n3/index.ts";
import type { Console } from "../../command-line/console.ts";
import { type CommandLine, createCommand, pathOption, readCommandLine } from "../../command-line/options.ts";

/** Of the directory and of free times: what they answer names no patient. */
export const askable = [
  "GetVersion",
  "GetErrorList",
  "GetDistrictList",
  "GetLPUList",
  "GetLPUInfo",
  "GetOrgList",
  "GetLpuToRFSZIList",
  "GetSpesialityList",
  "GetPositionList",
  "GetDoctorList",
  "GetDoctorList2",
  "GetAvailableDoctors",
  "GetDocListFullTree",
  "GetAvailableDates",
  "GetAvaibleAppointments",
  "GetWorkingTime",
] as const satisfies readonly HubOperation[];
type Askable = (typeof askable)[number];

export type HubCommand = {
  readonly operation: Askable;
  /** All of the operation's own parameters; nil where none was given. */
  readonly parameters: Readonly<Record<string, string | number | null>>;
  readonly settings: HubSettings;
  readonly timeZone: string;
};

const examples = `
Operations: ${askable.join(", ")}

For example
  npm run hub -- GetErrorList --url https://hub.example.org/HubService.svc --guid guid.txt
  npm run hub -- GetWorkingTime idLpu=9001 idDoc=p900.117 visitStart=2027-03-09T00:00:00 --url … --guid …`;

const hub = (console: Console) =>
  createCommand("npm run hub --", console)
    .description("Asks an N3 hub (HubService.svc) one question and prints the answer, without the kiosk")
    .argument("<operation>")
    .argument("[name=value...]")
    .option("--url <url>", "of HubService.svc")
    .option("--guid <file>", "holds the key of this client system, and nothing else")
    .option("--svip-token <file>", "holds a token of SVIP, sent as Authorization")
    .option("--svip <url>", "where SVIP opens sessions (before /authorization/api)")
    .option("--ca <file>", "PEM file with the hub's own certificate authority")
    .option("--zone <name>", "the clinic's time zone (default: Europe/Moscow)")
    .addHelpText("after", examples);

const optionsSchema = z.object({
  url: z.string().optional(),
  guid: z.string().optional(),
  svipToken: z.string().optional(),
  svip: z.string().optional(),
  ca: z.string().optional(),
  zone: z.string().default("Europe/Moscow"),
});

const wrong = (text: string) => ({ kind: "wrong", text }) as const;

/** Reads the command line (without node and script); relative paths start at `folder`. */
export function readHubCommand(words: readonly string[], folder: string): CommandLine<HubCommand> {
  const read = readCommandLine(hub, words.length === 0 ? ["--help"] : words, optionsSchema);
  if (read.kind !== "options") return read;
  const { options: values } = read;
  const [name, ...pairs] = read.words;
  const operation = askable.find((one) => one === name);
  if (operation === undefined) return wrong(`There is no operation ${name} here.`);
  const parameters = readParameters(operation, pairs);
  if (typeof parameters === "string") return wrong(parameters);
  if (values.url === undefined || values.guid === undefined) return wrong("--url and --guid are needed.");
  const path = (given: string | undefined) => pathOption("guid", "file", folder).parse(given) ?? undefined;
  const settings = hubSettingsSchema.safeParse({
    url: values.url,
    guidFile: path(values.guid),
    caFile: path(values.ca),
    svip: svipOf(path(values.svipToken), values.svip),
  });
  if (!settings.success) return wrong(z.prettifyError(settings.error));
  const timeZone = values.zone;
  if (!Intl.supportedValuesOf("timeZone").includes(timeZone))
    return wrong(`There is no time zone ${timeZone}.`);
  const options = { operation, parameters, settings: settings.data, timeZone };
  return { kind: "options", options, words: read.words };
}

function svipOf(tokenFile: string | undefined, url: string | undefined): unknown {
  if (tokenFile !== undefined) return { kind: "file", tokenFile };
  return url === undefined ? { kind: "none" } : { kind: "session", url };
}

/** By name, or in words what is wrong with them. */
function readParameters(operation: Askable, pairs: readonly string[]): HubCommand["parameters"] | string {
  const forms = Object.entries<unknown>(hubOperations[operation].parameters).filter(
    ([name]) => name !== "guid" && name !== "idHistory",
  );
  const given = new Map(pairs.map((pair) => [pair.split("=")[0] ?? "", pair.slice(pair.indexOf("=") + 1)]));
  const stray = [...given.keys()].find((name) => forms.every(([known]) => known !== name));
  if (stray !== undefined) {
    const names = forms.map(([name]) => name).join(", ");
    return `${operation} has no ${stray}. It has: ${names === "" ? "no parameters" : names}.`;
  }
  const parameters: Record<string, string | number | null> = {};
  for (const [name, form] of forms) {
    const value = given.get(name);
    const isInt = form === "int" || form === "int?";
    if (value === undefined && form === "int") return `${operation} needs ${name}.`;
    if (value !== undefined && isInt && !/^\d{1,9}$/.test(value)) return `${name} must be a number.`;
    parameters[name] = value === undefined ? null : isInt ? Number(value) : value;
  }
  return parameters;
}
