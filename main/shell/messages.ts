import { z } from "zod";
import { presetNames } from "#contract/flow/presets.ts";
import { chordForm } from "#contract/keyboard/keys.ts";

/**
 * What the launcher (or Electron's main process) and the core say to each other. The core is a child process:
 * `process.send` under Node, `process.parentPort` as an Electron utilityProcess. Both ends check every message.
 */

/** The environment variable that carries {@link CoreOptions} as JSON. */
const coreOptionsVariable = "INFOMAT_CORE";

/** How a core is started. Paths are absolute. */
const coreOptionsSchema = z.strictObject({
  /** The YAML configuration; null = built-in defaults. */
  configFile: z.string().min(1).nullable(),
  /** The kiosk's own folder: exists, is writable, and belongs to this launcher alone. */
  dataDir: z.string().min(1),
  /** Loopback port; null = any free one. */
  port: z.int().min(1).max(65_535).nullable(),
  /** Overrides `central.url` of the configuration. */
  centralUrl: z.url({ protocol: /^https?$/ }).nullable(),
  /** The embedded demo central API's switches; null = a real central API. */
  demo: z
    .strictObject({
      controlUrl: z.url({ protocol: /^http$/ }),
      secret: z.string().min(1),
      /** Where the demo's central API is a hub: the file with the kiosk's guid there, and what its clinics' systems can. */
      hub: z
        .strictObject({
          guidFile: z.string().min(1),
          clinics: z.record(z.string(), z.strictObject({ move: z.string() })),
        })
        .optional(),
      /** The demo's identity provider, at which the kiosk is the client `infomat-demo`. */
      identity: z
        .strictObject({ issuer: z.url({ protocol: /^http$/ }), secretFile: z.string().min(1) })
        .nullish(),
      /** Where the demo's counter asks the kiosk. */
      reception: z.strictObject({ port: z.int().min(1).max(65_535), tokenFile: z.string().min(1) }).nullish(),
    })
    .nullable(),
  /** With `--shell none` the address may be opened again and in another browser. */
  tokenReusable: z.boolean(),
  /** The shell opens a window: before it is up the kiosk isn't ready. */
  expectsWindow: z.boolean().optional(),
  /** Overrides `flow` of the configuration. */
  preset: z.enum(presetNames).optional(),
  /** Folder of locales, fonts, demo data; the repository's `assets` when left out. */
  assetsDir: z.string().min(1).optional(),
  /** Folder of the built screens; the repository's `dist/renderer` when left out. */
  screensDir: z.string().min(1).optional(),
});
export type CoreOptions = z.infer<typeof coreOptionsSchema>;

/**
 * Reasons why a core can't start. The launcher has a sentence with a remedy for the known ones and shows the
 * core's own `text` beside it; any other code is shown with its `text` alone.
 */
const coreFailureCodes = [
  "PORT_TAKEN",
  "STORE_UNWRITABLE",
  "STORE_FROM_FUTURE",
  "STORE_DAMAGED",
  "KEY_MISSING",
  "KEY_DAMAGED",
  "CONFIG_NOT_FOUND",
  "CONFIG_BROKEN",
  "OPTIONS_BROKEN",
  "SCREENS_MISSING",
  "CRASHED",
] as const;
export type CoreFailureCode = (typeof coreFailureCodes)[number];

export const coreMessageSchema = z.discriminatedUnion("type", [
  /** One step of the start, in words. */
  z.strictObject({ type: z.literal("progress"), text: z.string().max(500) }),
  /** The first screen can be used. `url` is `http://127.0.0.1:PORT/#token=…` and is never logged. */
  z.strictObject({
    type: z.literal("ready"),
    url: z.string().regex(/^http:\/\/127\.0\.0\.1:\d{1,5}\/#token=[\w-]+$/),
    port: z.int().min(1).max(65_535),
  }),
  /** The core can't run and ends by itself. `text` is plain words without personal data or secrets. */
  z.strictObject({ type: z.literal("failed"), code: z.enum(coreFailureCodes), text: z.string().max(4000) }),
  /** The page's heartbeat is gone: the window must be opened again, at the same `url`. */
  z.strictObject({ type: z.literal("windowLost") }),
  /** A technician leaves to the system: everything is ended, and not started again. */
  z.strictObject({ type: z.literal("leave") }),
]);
export type CoreMessage = z.infer<typeof coreMessageSchema>;

export const launcherMessageSchema = z.discriminatedUnion("type", [
  /** End cleanly: close the store, answer nothing more, exit with 0. */
  z.strictObject({ type: z.literal("stop") }),
  /** Sent before each opening of a window: accept this token, once and in place of all others; expect a heartbeat. */
  z.strictObject({
    type: z.literal("windowOpened"),
    token: z
      .string()
      .regex(/^[\w-]{32,200}$/)
      .optional(),
  }),
  /** The shell has blocked keys that would lead out of the kiosk. */
  z.strictObject({ type: z.literal("escapeTried"), keys: z.string().regex(chordForm) }),
]);
export type LauncherMessage = z.infer<typeof launcherMessageSchema>;

/** Writes options for a child's environment. */
export function coreEnvironment(options: CoreOptions): Record<string, string> {
  return { [coreOptionsVariable]: JSON.stringify(coreOptionsSchema.parse(options)), ...fewArenas };
}

/**
 * A lobby box has little memory. glibc gives each thread an arena of its own, and keeps what is freed there; other
 * systems don't know the variable.
 */
const fewArenas = { MALLOC_ARENA_MAX: "1" };
/** Node's, for a core's process: MiB in which new objects stand. V8's own 16 fill up before they are looked through. */
export const coreFlags: readonly string[] = ["--max-semi-space-size=2"];

/**
 * Reads the options that the launcher left in the environment.
 * Null when they are missing or malformed, so that the core can answer `OPTIONS_BROKEN`.
 */
export function readCoreOptions(
  environment: Readonly<Record<string, string | undefined>>,
): CoreOptions | null {
  const json = environment[coreOptionsVariable];
  if (!json) return null;
  try {
    const read = coreOptionsSchema.safeParse(JSON.parse(json));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}
