import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { z } from "zod";
import { unreachable } from "#contract/index.ts";
import { CentralError, type CentralFailure, type DemoCentral, startDemoCentral } from "./demo-central.ts";
import { errorLog, systemClock, whole } from "./program.ts";
import { seedSizes } from "./seed/plan.ts";
import { dialectNames } from "./server-dialect.ts";

const usage = `Infomat demo central API: a FHIR R4 server with an invented region.

  --port N       port to listen on; 0 takes a free one (default 8093)
  --size NAME    ${seedSizes.join(", ")} (default clinic)
  --seed N       equal numbers give equal regions (default 1)
  --data DIR     folder for its database; without it everything is kept in memory
  --host NAME    address to listen on (default 127.0.0.1: this machine only)
  --zone NAME    time zone of the clinics (default Europe/Moscow)
  --dialect NAME  ${dialectNames.join(", ")} (default plain): by the book, as HAPI FHIR does, or with
                 transactions that are none

The environment variable INFOMAT_DEMO_SECRET guards the fault switches at /demo.`;

const optionsSchema = z.object({
  port: whole(0, 65_535),
  size: z.enum(seedSizes),
  seed: whole(0, 999_999_999),
  data: z.string().min(1).optional(),
  host: z.string().min(1),
  dialect: z.enum(dialectNames),
  zone: z.string().refine((zone) => Intl.supportedValuesOf("timeZone").includes(zone) || zone === "UTC"),
});
type Options = z.infer<typeof optionsSchema>;

/** What a parent process hears over IPC. */
type Message =
  | { type: "ready"; url: string; controlUrl: string; patients: DemoCentral["patients"] }
  | { type: "failed"; code: CentralFailure | "OPTIONS_WRONG" | "FAULT"; text: string };

function report(message: Message): Promise<void> {
  return new Promise((resolve) => {
    if (!process.send) return resolve();
    process.send(message, () => resolve());
  });
}

function failureText(code: CentralFailure, options: Options): string {
  switch (code) {
    case "PORT_TAKEN":
      return `Port ${options.port} is taken by another program. Choose another with --port, or 0 for any free one.`;
    case "PORT_DENIED":
      return `Port ${options.port} may not be opened by this user. Choose one above 1023 with --port.`;
    case "HOST_UNKNOWN":
      return `${options.host} is not an address of this machine. Leave --host out to listen on 127.0.0.1.`;
    case "FILE_FOREIGN":
      return `${join(options.data ?? "", "central.sqlite")} is not a database of this central API. Choose another folder with --data, or move that file away.`;
    case "FILE_UNUSABLE":
      return `The folder ${options.data ?? ""} can't be written. Choose another with --data.`;
    default:
      return unreachable(code);
  }
}

function readOptions(): Options | { readonly wrong: string } {
  const text = { type: "string" } as const;
  try {
    const { values } = parseArgs({
      options: {
        port: text,
        size: text,
        seed: text,
        data: text,
        host: text,
        zone: text,
        dialect: text,
        help: { type: "boolean" },
      },
    });
    if (values.help) return { wrong: "" };
    const defaults = {
      port: "8093",
      size: "clinic",
      seed: "1",
      host: "127.0.0.1",
      zone: "Europe/Moscow",
      dialect: "plain",
    };
    const parsed = optionsSchema.safeParse({ ...defaults, ...values });
    if (parsed.success) return parsed.data;
    return { wrong: `--${parsed.error.issues[0]?.path.join(".")} has a value that can't be used.` };
  } catch (error) {
    return { wrong: error instanceof Error ? error.message : String(error) };
  }
}

const sayProgress = (size: string): ((done: number, total: number) => void) => {
  let said = -1;
  return (done, total) => {
    const tenth = Math.floor((done / total) * 10);
    if (tenth === said) return;
    said = tenth;
    console.log(`Seeding the demo region (size ${size}): ${done} of ${total} doctors`);
  };
};

async function run(options: Options): Promise<void> {
  const demoCentral = await startDemoCentral({
    size: options.size,
    seed: options.seed,
    clock: systemClock,
    log: errorLog,
    timeZone: options.zone,
    dialect: options.dialect,
    file: options.data === undefined ? null : join(options.data, "central.sqlite"),
    port: options.port,
    host: options.host,
    secret: process.env.INFOMAT_DEMO_SECRET || randomBytes(24).toString("hex"),
    onProgress: sayProgress(options.size),
  });
  let ending = false;
  const end = async (): Promise<void> => {
    if (ending) return;
    ending = true;
    await demoCentral.close();
    process.exit(0);
  };
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, end);
  process.on("disconnect", end);
  // The parent may have gone while the seeding kept this process from hearing it.
  if (process.send && !process.connected) return end();
  console.log(`The demo central API is ready: ${demoCentral.url}`);
  await report({
    type: "ready",
    url: demoCentral.url,
    controlUrl: demoCentral.controlUrl,
    patients: demoCentral.patients,
  });
}

const options = readOptions();
if ("wrong" in options) {
  const { wrong } = options;
  if (wrong !== "") console.error(`${wrong}\n`);
  console.log(usage);
  if (wrong !== "") await report({ type: "failed", code: "OPTIONS_WRONG", text: wrong });
  process.exit(wrong === "" ? 0 : 2);
}
try {
  await run(options);
} catch (error) {
  const known = error instanceof CentralError;
  const text = known ? failureText(error.code, options) : "The demo central API failed to start.";
  console.error(known ? text : `${text}\n${error instanceof Error ? error.stack : String(error)}`);
  await report({ type: "failed", code: known ? error.code : "FAULT", text });
  process.exit(1);
}
