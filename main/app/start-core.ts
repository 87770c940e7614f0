import { join } from "node:path";
import packageJson from "../../package.json" with { type: "json" };
import { unusableFiles } from "../config/check-file.ts";
import { kioskNumber } from "../config/schema.ts";
import { openControl } from "../control/module.ts";
import { type StatusNow, statusNow } from "../control/status.ts";
import { openCounterAccess } from "../counter-access/module.ts";
import { createAccess } from "../http/access.ts";
import { serve } from "../http/server.ts";
import { openMonitoring } from "../monitoring/module.ts";
import type { CoreOptions } from "../shell/messages.ts";
import { createCoreContext, type Substitutes } from "./context.ts";
import { createModules } from "./modules.ts";
import { monitoringProbes } from "./monitoring-probes.ts";
import { createRouter } from "./router.ts";
import { watchDataFiles } from "./watch-data-files.ts";

/** A running core. */
export type Core = {
  readonly port: number;
  /** Opens the kiosk once: the token stands in its fragment. */
  readonly url: string;
  /** A window opens with this token in place of the address's own; a heartbeat is expected. */
  windowOpened(token?: string): void;
  /** The shell has blocked keys that would lead out of the kiosk. */
  escapeTried(keys: string): void;
  /** Ends everything in order; asked again, it answers with the same end. */
  close(): Promise<void>;
};

const root = join(import.meta.dirname, "../..");
const { version } = packageJson;

/**
 * Starts the core: opens its files, makes its modules, serves them. Throws the modules' own errors: ConfigError,
 * DataFolderError, StoreError, PortTaken.
 */
export async function startCore(
  options: CoreOptions & {
    readonly onWindowLost?: () => void;
    /** Only a new start can put the files in order, and nobody is at the kiosk; or a technician wants one. */
    readonly onRestartWanted?: () => void;
    /** A technician leaves to the system. */
    readonly onLeave?: () => void;
  },
  substitutes: Substitutes = {},
): Promise<Core> {
  const context = await createCoreContext(options, substitutes);
  const { config, clock, ids, log } = context;
  if (config.kiosk.number === undefined && !options.demo) log.write("core.kiosk-number-missing");
  for (const { setting, path, why } of unusableFiles(config))
    log.write("core.file-unusable", { setting, file: path, why });
  const startedAt = clock.now();
  const status = (): StatusNow =>
    statusNow(monitoringProbes(context, modules), { version, startedAt, dataDir: context.folder.dir });
  const modules = createModules(context, {
    onWindowLost: () => options.onWindowLost?.(),
    onRestartWanted: () => options.onRestartWanted?.(),
    onLeave: () => options.onLeave?.(),
    status,
  });
  const { sessions } = modules.sessions;
  const { heartbeat } = modules.page;
  const files = watchDataFiles({
    context,
    isIdle: () => sessions.state().state === "none" && modules.staff.handle() === null,
    onRestartWanted: () => options.onRestartWanted?.(),
  });
  let monitoring: Awaited<ReturnType<typeof openMonitoring>> = null;
  let counter: Awaited<ReturnType<typeof openCounterAccess>> = null;
  let control: Awaited<ReturnType<typeof openControl>> | null = null;
  const closeAll = async (): Promise<void> => {
    files.stop();
    await control?.close();
    await monitoring?.close();
    await counter?.close();
    await modules.close();
    context.close();
    log.write("core.ended");
    await context.closeLog();
  };
  let closing: Promise<void> | null = null;
  const access = createAccess({ ids, clock, reusable: options.tokenReusable });
  const probes = monitoringProbes(context, modules);
  try {
    control = await openControl({
      dataDir: context.folder.dir,
      probes,
      status,
      syncNow: modules.sync.syncNow,
      reset() {
        sessions.end("lost");
        // A window that is watched is opened anew by the shell.
        heartbeat.lost();
      },
      clock,
      log,
    });
    monitoring = await openMonitoring({
      settings: config.monitoring,
      activity: context.activity,
      probes,
      dataDir: context.folder.dir,
      version,
      clock,
      log,
    });
    counter = await openCounterAccess({
      ...{ settings: config.reception, probes, version, sessions, clock, log },
      kioskName: String(kioskNumber(config)),
      timeZone: config.kiosk.timeZone,
      audit: modules.staff.access.audit,
      work: modules.staff.work,
      tickets: modules.tickets.forStaff,
      maintenance: modules.maintenance,
    });
    const server = await serve({
      port: options.port ?? config.port ?? null,
      screensDir: options.screensDir ?? join(root, "dist", "renderer"),
      lobby: {
        router: createRouter(context, modules, version),
        contextOf: (named) => ({ sessions, named }),
      },
      staff: {
        router: modules.staff.router,
        contextOf: (named) => ({ access: modules.staff.access, named }),
      },
      access,
      anyUser: options.tokenReusable,
      frames: options.demo?.identity?.issuer ?? null,
      onPageRefused: () => heartbeat.lost(),
      onCall: () => heartbeat.called(),
      log,
    });
    modules.start();
    log.write("core.ready", { port: server.port, version });
    return {
      port: server.port,
      url: `http://127.0.0.1:${server.port}/#token=${access.token}`,
      windowOpened(token) {
        // Whoever stands before a window that was opened anew need not be who stood before the last one.
        sessions.end("lost");
        modules.staff.windowLost();
        access.windowOpened(token);
        context.activity.onWindowOpened();
        heartbeat.windowOpened();
      },
      escapeTried: (keys) => log.write("page.escape-tried", { keys }),
      close() {
        closing ??= server.close().then(closeAll);
        return closing;
      },
    };
  } catch (error) {
    await closeAll();
    throw error;
  }
}
