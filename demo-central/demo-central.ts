import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { v7 } from "uuid";
import type { Clock } from "#contract/index.ts";
import { createServer, demoPrefix, fhirPrefix } from "./http/server.ts";
import type { DemoCentralLog } from "./log-events.ts";
import { type DemoPatient, demoPatients } from "./seed/demo-patients.ts";
import { createExtension } from "./seed/extend.ts";
import type { SeedSize } from "./seed/plan.ts";
import { type SeedWish, seedRun } from "./seed/seed.ts";
import { type DialectName, dialects } from "./server-dialect.ts";
import { createCursorSeal } from "./store/cursor.ts";
import { CentralFileError, type KeptSeeds, openDatabase } from "./store/open.ts";
import { createStore } from "./store/store.ts";
import { createSwitchBoard, type SwitchBoard } from "./switches.ts";

export type CentralOptions = {
  readonly size: SeedSize;
  /** Equal seeds give equal regions. Default 1. */
  readonly seed?: number;
  readonly clock: Clock;
  readonly log: DemoCentralLog;
  /** IANA name of the clinics' time zone, such as `Europe/Moscow`. */
  readonly timeZone: string;
  /** The database; null keeps it in memory. Its folder is made. */
  readonly file: string | null;
  /** 0 takes a free one. */
  readonly port: number;
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** What the header `x-demo-secret` must hold at the control address. */
  readonly secret: string;
  /** Whether some taken slots have visits from the start. Default true. */
  readonly appointments?: boolean;
  /** How it behaves where servers differ. Default `plain`. */
  readonly dialect?: DialectName;
  /** Regions in memory that were seeded before, to begin with a copy of; what is seeded now is put in. */
  readonly kept?: KeptSeeds;
  /** Makes the ids of created resources. Default UUIDv7. */
  readonly newId?: () => string;
  /** Doctors whose schedules are seeded, of how many. */
  readonly onProgress?: (done: number, total: number) => void;
};

export type DemoCentral = {
  /** The FHIR address, such as `http://127.0.0.1:8080/fhir`. */
  readonly url: string;
  /** The control address: `GET {controlUrl}/info`, `POST {controlUrl}/switches`. */
  readonly controlUrl: string;
  readonly port: number;
  readonly patients: readonly DemoPatient[];
  readonly switches: Pick<SwitchBoard, "get" | "set">;
  close(): Promise<void>;
};

const centralFailures = [
  "PORT_TAKEN",
  "PORT_DENIED",
  "HOST_UNKNOWN",
  "FILE_FOREIGN",
  "FILE_UNUSABLE",
] as const;
export type CentralFailure = (typeof centralFailures)[number];

/** The central API could not be started for a reason outside of it. */
export class CentralError extends Error {
  override readonly name = "CentralError";
  readonly code: CentralFailure;

  constructor(code: CentralFailure, cause?: unknown) {
    super(code, { cause });
    this.code = code;
  }
}

/**
 * Starts the demo central API: seeds it where its file isn't of today's seed, and listens.
 * @throws CentralError
 */
export async function startDemoCentral(options: CentralOptions): Promise<DemoCentral> {
  const { size, seed = 1, clock, log, timeZone, file, port, host = "127.0.0.1", secret } = options;
  const wish: SeedWish = {
    size,
    seed,
    now: clock.now(),
    timeZone,
    appointments: options.appointments ?? true,
    onProgress: options.onProgress ?? (() => undefined),
  };
  const run = seedRun(wish);
  const db = openFile(file, run, options.kept);
  const store = createStore(db, clock, timeZone, dialects[options.dialect ?? "plain"]);
  const extend = createExtension(store, wish);
  const cursorKey = db.prepare("SELECT value FROM meta WHERE key = 'cursorKey'").pluck().get();
  const switches = createSwitchBoard();
  const addresses = { url: "", controlUrl: "" };
  const app = createServer({
    store,
    seal: createCursorSeal(String(cursorKey)),
    switches,
    clock,
    log,
    secret,
    newId: options.newId ?? v7,
    beforeRequest: () => extend(clock.now()),
    info: () => ({ url: addresses.url, size, seed, today: run.today, patients: demoPatients }),
  });
  try {
    await app.listen({ port, host });
  } catch (error) {
    await app.close();
    store.close();
    throw listenFailure(error);
  }
  const bound = app.server.address();
  const boundPort = typeof bound === "object" && bound ? bound.port : port;
  const shown = host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host.includes(":") ? `[${host}]` : host;
  addresses.url = `http://${shown}:${boundPort}${fhirPrefix}`;
  addresses.controlUrl = `http://${shown}:${boundPort}${demoPrefix}`;
  log.write("demo-central.ready", { port: boundPort, size, seed });
  return {
    ...addresses,
    port: boundPort,
    patients: demoPatients,
    switches,
    async close() {
      await app.close();
      store.close();
    },
  };
}

function openFile(...[file, run, kept]: Parameters<typeof openDatabase>): ReturnType<typeof openDatabase> {
  try {
    if (file !== null) mkdirSync(dirname(file), { recursive: true });
    return openDatabase(file, run, kept);
  } catch (error) {
    if (error instanceof CentralFileError) throw new CentralError(error.code, error);
    throw error instanceof Error && "syscall" in error ? new CentralError("FILE_UNUSABLE", error) : error;
  }
}

/** Why a server of ours can't listen, where that is known. */
export function listenFailure(error: unknown): unknown {
  const code = error instanceof Error && "code" in error ? error.code : null;
  switch (code) {
    case "EADDRINUSE":
      return new CentralError("PORT_TAKEN", error);
    case "EACCES":
      return new CentralError("PORT_DENIED", error);
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
      return new CentralError("HOST_UNKNOWN", error);
    default:
      return error;
  }
}
