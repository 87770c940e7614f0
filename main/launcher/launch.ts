import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Clock } from "#contract/index.ts";
import { keepAlive } from "../command-line/keep-alive.ts";
import { defaultDataDir, type Places } from "../command-line/places.ts";
import { explain } from "../command-line/remedies.ts";
import { loadConfig } from "../config/load.ts";
import { type Config, kioskNumberMissing } from "../config/schema.ts";
import { ConfigError } from "../files/config-error.ts";
import { languagesIn } from "../files/language-files.ts";
import { chromiumWindow, findBrowser, hasDisplay } from "../shell/chromium/index.ts";
import { runKiosk } from "../shell/kiosk.ts";
import { type CoreOptions, coreEnvironment } from "../shell/messages.ts";
import { asRunning } from "../shell/process.ts";
import { takeDataFolder } from "../store/data-lock.ts";
import { chooseShell, type Shell } from "./choose-shell.ts";
import { type DemoCentral, startDemoCentralProcess } from "./demo-central.ts";
import { type DemoIdentity, startDemoIdentityProcess } from "./demo-identity.ts";
import { type DemoReception, startDemoReceptionProcess } from "./demo-reception.ts";
import { downloadElectron, electronBinary } from "./electron-binary.ts";
import { forkCoreWith } from "./fork.ts";
import { runElectron } from "./kept-electron.ts";
import type { StartOptions } from "./options.ts";

export type Launch = {
  readonly options: StartOptions;
  readonly places: Places;
  readonly clock: Clock;
  /** One line for the person at the console. */
  readonly say: (line: string) => void;
  /** One line about a failure. */
  readonly complain: (line: string) => void;
  /** Aborted = end cleanly. */
  readonly signal: AbortSignal;
};

/** The start can't go on; `code` is a key of `remedies`. */
class StartFailure extends Error {
  override readonly name = "StartFailure";
  readonly code: string;
  constructor(code: string, text = "") {
    super(text);
    this.code = code;
  }
}

/**
 * Runs the whole kiosk until `signal` is aborted or the start fails: demo central API (unless there is a real one),
 * core, window. Answers with the exit code; everything it started has ended by then.
 */
export async function launch(given: Launch): Promise<0 | 1> {
  const { options, places, complain, signal } = given;
  // Ctrl+C reaches the children as well: that they end is no news then.
  const parts: Launch = { ...given, say: (line) => (signal.aborted ? undefined : given.say(line)) };
  const dataDir = options.data ?? defaultDataDir(places.root, process.env);
  const undo: Array<() => unknown> = [];
  undo.push(keepAlive());
  let port = options.port;
  try {
    const config = readConfig(options.config, languagesIn(places.locales));
    port ??= config.port ?? null;
    await run(parts, config, dataDir, undo);
    return 0;
  } catch (error) {
    if (!(error instanceof StartFailure)) throw error;
    complain(explain(error.code, error.message, { port, dataDir, configFile: options.config }));
    return 1;
  } finally {
    for (const step of undo.reverse()) await step();
  }
}

async function run(
  parts: Launch,
  config: Config,
  dataDir: string,
  undo: Array<() => unknown>,
): Promise<void> {
  const { options, places, clock, say, signal } = parts;
  const folder = takeDataFolder(dataDir);
  if (!folder.ok) throw new StartFailure(folder.code);
  undo.push(() => folder.value.release());
  say(`Data folder: ${dataDir}`);

  const chosen = await chooseShell(options.shell, {
    hasDisplay,
    electron: () => electronBinary(places.root),
    downloadElectron: (insist) => {
      say("Electron's program is not here yet: trying to download it …");
      return downloadElectron(places.root, clock, insist);
    },
    browser: findBrowser,
    say,
  });
  if (!chosen.ok) throw new StartFailure(chosen.code);
  const shell = chosen.value;
  say(shellLine(shell));
  if (signal.aborted) return;

  const demoCentral = await startDemoCentral(parts, config, dataDir);
  if (demoCentral) undo.push(() => demoCentral.stop());
  if (signal.aborted) return;
  const identity = demoCentral && (await startDemoIdentity(parts, config, dataDir));
  if (identity) undo.push(() => identity.stop());
  if (signal.aborted) return;

  const reception = demoCentral && (await startDemoReception(parts, dataDir));
  if (options.reception && !reception) say("The page at the counter: only with the demo central API here.");
  if (reception) undo.push(() => reception.stop());
  if (signal.aborted) return;

  const core: CoreOptions = {
    configFile: options.config,
    dataDir,
    port: options.port,
    centralUrl: options.central ?? demoCentral?.url ?? null,
    demo: demoCentral && {
      ...{ controlUrl: demoCentral.controlUrl, secret: demoCentral.secret },
      ...(demoCentral.hub ? { hub: demoCentral.hub } : {}),
      identity: identity && { issuer: identity.issuer, secretFile: identity.secretFile },
      reception: reception?.access ?? null,
    },
    tokenReusable: shell.kind === "none",
    expectsWindow: shell.kind !== "none",
    ...(options.preset ? { preset: options.preset } : {}),
  };
  if (shell.kind === "electron") await runInElectron(parts, shell.binary, core);
  else await runHere(parts, shell, core, config.kiosk.languages?.[0] ?? "ru");
}

const asRoot =
  "Warning: running as root, so the browser runs without its sandbox. Use an ordinary user in a lobby.";

/** Core and browser as children of this process, until the signal. */
async function runHere(parts: Launch, shell: Shell, options: CoreOptions, language: string): Promise<void> {
  const { clock, say, signal, places } = parts;
  const root = process.getuid?.() === 0;
  if (shell.kind === "chromium" && root) {
    say(asRoot);
  }
  const window =
    shell.kind === "chromium"
      ? chromiumWindow({
          browser: shell.browser,
          profile: join(options.dataDir, "browser"),
          root,
          language,
          clock,
          say,
        })
      : null;
  say("Core: starting …");
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const kiosk = runKiosk({
    options,
    fork: forkCoreWith(places.coreEntry, clock),
    window,
    clock,
    say,
    // Only where people are to open it: with a window of our own the token is nobody's business.
    onReady: (url) => say(`Infomat is ready: ${window ? new URL(url).origin : url}`),
    ...(window ? {} : { onReadyAgain: (url) => say(`Infomat is ready again, at another address: ${url}`) }),
    onLeave: resolve,
    onFailed: ({ code, text }) => reject(new StartFailure(code, text)),
  });
  signal.addEventListener("abort", () => resolve(), { once: true });
  try {
    await promise;
  } finally {
    await kiosk.stop();
  }
}

/** Electron's main process runs core and window by itself; here it is only started and waited for. */
async function runInElectron(parts: Launch, binary: string, options: CoreOptions): Promise<void> {
  const { say, places } = parts;
  await buildShell(parts);
  const root = process.getuid?.() === 0;
  if (root) say(asRoot);
  const words = [places.electronMain, ...(root ? ["--no-sandbox"] : [])];
  const env = { ...process.env, ...coreEnvironment(options) };
  const end = await runElectron(() => spawn(binary, words, { env, stdio: "inherit" }), parts);
  if (end.failed) throw new StartFailure("CRASHED", `Electron ended: ${end.how}.`);
}

async function buildShell({ places, clock, say }: Launch): Promise<void> {
  const builder = join(places.root, "scripts/build.ts");
  // An installed kiosk brings its built shell along and no builder.
  if (!existsSync(builder)) return;
  say("Electron's part: building where it changed …");
  const child = spawn(process.execPath, [builder, "shell"], { stdio: ["ignore", "inherit", "inherit"] });
  const how = await asRunning(child, clock).ended;
  if (child.exitCode !== 0) throw new StartFailure("SHELL_BUILD_FAILED", how);
}

async function startDemoCentral(parts: Launch, config: Config, dataDir: string): Promise<DemoCentral | null> {
  const { options, places, clock, say, complain } = parts;
  const url = options.central ?? config.central?.url;
  if (url !== undefined) {
    say(`Central API: ${url}`);
    if (config.kiosk.number === undefined) say(`Warning: ${kioskNumberMissing}`);
    return null;
  }
  const { hubEntry } = places;
  const kind = hubEntry === null ? "fhir" : options.centralKind;
  say(`Demo central API (${kind === "n3" ? "N3 hub, " : ""}${options.size}): starting …`);
  const demoCentral = await startDemoCentralProcess({
    entry: kind === "n3" && hubEntry !== null ? hubEntry : places.centralEntry,
    kind,
    dataDir,
    size: options.size,
    clock,
    say,
    onTrouble: complain,
  });
  if (!demoCentral.ok) throw new StartFailure(demoCentral.code);
  say(`Demo central API: ${demoCentral.value.url}`);
  return demoCentral.value;
}

/** Where the configuration names an identity provider, or the ways to sign in, the demo brings none. */
async function startDemoIdentity(
  parts: Launch,
  config: Config,
  dataDir: string,
): Promise<DemoIdentity | null> {
  const { options, places, clock, say } = parts;
  const { gosuslugi, methods } = config.signIn;
  if (places.identityEntry === null || gosuslugi || methods) return null;
  const identity = await startDemoIdentityProcess({
    entry: places.identityEntry,
    dataDir,
    address: options.demoPhoneAddress ?? "127.0.0.1",
    clock,
    say,
  });
  say(
    identity
      ? `Demo identity provider: ${identity.issuer}`
      : "Demo identity provider: could not start; patients sign in with the policy.",
  );
  return identity;
}

/** Where it is asked for: the page at the counter, which asks this kiosk. */
async function startDemoReception(parts: Launch, dataDir: string): Promise<DemoReception | null> {
  const { options, places, clock, say } = parts;
  if (!options.reception || places.commandEntry === null) return null;
  return await startDemoReceptionProcess({ entry: places.commandEntry, dataDir, clock, say });
}

function readConfig(file: string | null, languages: readonly string[]): Config {
  try {
    return loadConfig(file, languages);
  } catch (error) {
    if (error instanceof ConfigError) throw new StartFailure("CONFIG_BROKEN", error.message);
    throw error;
  }
}

function shellLine(shell: Shell): string {
  switch (shell.kind) {
    case "electron":
      return `Screens: Electron (${shell.binary})`;
    case "chromium":
      return `Screens: ${shell.browser} in kiosk mode`;
    case "none":
      return `Screens: no window (${shell.why}); open the address below in a browser on this machine.`;
  }
}
