import { randomBytes } from "node:crypto";
import { parseArgs } from "node:util";
import { z } from "zod";
import { CentralError, type CentralFailure } from "../demo-central.ts";
import { errorLog, systemClock, whole } from "../program.ts";
import { seedSizes } from "../seed/plan.ts";
import { startDemoHub } from "./hub.ts";
import { profileNames } from "./profiles.ts";

const usage = `Infomat demo hub: a stand-in for an N3 hub (HubService, SOAP 1.1) with the FHIR demo's invented region.

  --port N        port to listen on; 0 takes a free one (default 8094)
  --size NAME     ${seedSizes.join(", ")} (default clinic)
  --seed N        equal numbers give equal regions (default 1)
  --host NAME     address to listen on (default 127.0.0.1: this machine only)
  --zone NAME     time zone of the clinics (default Europe/Moscow)
  --profile NAME  what kind of system all clinics have: ${profileNames.join(", ")} (default: in turn)

Any guid but zeros is let in. Bookings last as long as the program runs. The environment variable INFOMAT_DEMO_SECRET
guards the fault switches at /demo; docs/n3.md lists them.`;

const optionsSchema = z.object({
  port: whole(0, 65_535),
  size: z.enum(seedSizes),
  seed: whole(0, 999_999_999),
  host: z.string().min(1),
  zone: z.string().refine((zone) => Intl.supportedValuesOf("timeZone").includes(zone) || zone === "UTC"),
  profile: z.enum(profileNames).nullable(),
});
type Options = z.infer<typeof optionsSchema>;

function readOptions(): Options | { readonly wrong: string } {
  const text = { type: "string" } as const;
  const known = { port: text, size: text, seed: text, host: text, zone: text, profile: text } as const;
  try {
    const { values } = parseArgs({ options: { ...known, help: { type: "boolean" } } });
    if (values.help) return { wrong: "" };
    const defaults = {
      port: "8094",
      size: "clinic",
      seed: "1",
      host: "127.0.0.1",
      zone: "Europe/Moscow",
      profile: null,
    };
    const parsed = optionsSchema.safeParse({ ...defaults, ...values });
    if (parsed.success) return parsed.data;
    return { wrong: `--${parsed.error.issues[0]?.path.join(".")} has a value that can't be used.` };
  } catch (error) {
    return { wrong: error instanceof Error ? error.message : String(error) };
  }
}

const failureText = (code: CentralFailure, { port, host }: Options): string =>
  code === "HOST_UNKNOWN"
    ? `${host} is not an address of this machine. Leave --host out to listen on 127.0.0.1.`
    : `Port ${port} can't be opened (${code}). Choose another with --port, or 0 for any free one.`;

/** What a parent process hears over IPC. */
function report(message: Readonly<Record<string, unknown>>): Promise<void> {
  return new Promise((resolve) => {
    if (!process.send) return resolve();
    process.send(message, () => resolve());
  });
}

const options = readOptions();
if ("wrong" in options) {
  if (options.wrong !== "") console.error(`${options.wrong}\n`);
  console.log(usage);
  if (options.wrong !== "") await report({ type: "failed", code: "OPTIONS_WRONG", text: options.wrong });
  process.exit(options.wrong === "" ? 0 : 2);
}
try {
  const hub = await startDemoHub({
    ...options,
    timeZone: options.zone,
    clock: systemClock,
    log: errorLog,
    secret: process.env.INFOMAT_DEMO_SECRET || randomBytes(24).toString("hex"),
  });
  const end = () => void hub.close().then(() => process.exit(0));
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, end);
  process.on("disconnect", end);
  // The parent may have gone while the seeding kept this process from hearing it.
  if (process.send && !process.connected) end();
  console.log(`The demo hub is ready: ${hub.url}`);
  await report({ type: "ready", url: hub.url, controlUrl: hub.controlUrl, clinics: hub.clinics });
} catch (error) {
  if (!(error instanceof CentralError)) throw error;
  const text = failureText(error.code, options);
  console.error(text);
  await report({ type: "failed", code: error.code, text });
  process.exit(1);
}
