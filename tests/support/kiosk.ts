import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createORPCClient } from "@orpc/client";
import { RPCLink } from "@orpc/client/fetch";
import type { ContractRouterClient } from "@orpc/contract";
import type { KioskContract } from "#contract/api.ts";
import { sessionHeader } from "#contract/sessions/session-header.ts";
import { type DemoCentral, startDemoCentral } from "#demo-central/index.ts";
import type { Substitutes } from "#main/app/context.ts";
import { type Core, startCore } from "#main/app/start-core.ts";
import { clinicClock } from "./clinic-clock.ts";
import { type KeptLog, keptLog } from "./log.ts";

/** The session that a call names, where it isn't the one that the client was given last. */
type CallContext = { readonly session?: string | null };
export type KioskClient = ContractRouterClient<KioskContract, CallContext>;

/** A real core with a store of its own, spoken to over its own loopback port as the screens do. */
export type TestKiosk = {
  readonly core: Core;
  readonly client: KioskClient;
  /** A client all of whose calls name this session, or none, whatever they are answered. */
  naming(session: string | null): KioskClient;
  /** What the client's requests carry, for a test that makes bare ones. */
  readonly cookie: string;
  readonly dataDir: string;
  readonly log: KeptLog;
  /** Waits until the mirror holds a first load, and it is known whether bookings may be made. */
  online(): Promise<void>;
};

export const demoSecret = "test-secret-of-the-demo-central";
const assets = join(import.meta.dirname, "../../assets");

/** Runs `work` with things that are closed afterwards in reverse order, whatever happens. */
export async function withCleanUp<T>(
  work: (later: (close: () => unknown) => void) => Promise<T>,
): Promise<T> {
  const closers: (() => unknown)[] = [];
  try {
    return await work((close) => closers.push(close));
  } finally {
    for (const close of closers.reverse()) await within(longestWait, close(), () => `not closed: ${close}`);
  }
}

/** A test that hangs says where: by its own time limit alone it would not. @param ms at most this long */
async function within<T>(ms: number, work: T | Promise<T>, said: () => string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`waited ${ms} ms in vain; ${said()}`)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Regions on the clinic clock's day, which the test files of a process have in common. */
const seededRegions = new Map<string, Buffer>();

/** The demo central API in memory, on a free port, on the day of {@link clinicClock}. */
export async function openDemoCentral(
  later: (close: () => unknown) => void,
  options: Partial<Parameters<typeof startDemoCentral>[0]> = {},
): Promise<DemoCentral> {
  const demoCentral = await startDemoCentral({
    size: "tiny",
    clock: clinicClock,
    ...(options.clock === undefined || options.clock === clinicClock ? { kept: seededRegions } : {}),
    log: keptLog(),
    timeZone: "Europe/Moscow",
    file: null,
    port: 0,
    secret: demoSecret,
    ...options,
  });
  later(() => demoCentral.close());
  return demoCentral;
}

export async function openKiosk(
  later: (close: () => unknown) => void,
  options: {
    centralUrl: string;
    configFile?: string;
    /** The configuration as YAML, in place of a file. */
    config?: string;
    dataDir?: string;
    demoControlUrl?: string;
    /** `log: undefined` keeps the core's own log file. */
    substitutes?: Substitutes;
    screensDir?: string;
    /** As where a shell opens a window. */
    expectsWindow?: boolean;
    /** What the core asks of whoever runs it. */
    shell?: Pick<Parameters<typeof startCore>[0], "onRestartWanted" | "onLeave">;
  },
): Promise<TestKiosk> {
  const dataDir = options.dataDir ?? temporaryFolder(later);
  const log = keptLog();
  const configFile = options.config === undefined ? null : join(temporaryFolder(later), "kiosk.yaml");
  if (configFile !== null) writeFileSync(configFile, options.config || "{}");
  const core = await startCore(
    {
      configFile: options.configFile ?? configFile,
      dataDir,
      port: null,
      centralUrl: options.centralUrl,
      demo: options.demoControlUrl ? { controlUrl: options.demoControlUrl, secret: demoSecret } : null,
      tokenReusable: false,
      expectsWindow: options.expectsWindow ?? false,
      assetsDir: assets,
      screensDir: options.screensDir ?? assets,
      ...options.shell,
    },
    { log, clock: clinicClock, ...options.substitutes },
  );
  later(() => core.close());
  const cookie = await openCookie(core);
  const client = clientWith(core, cookie);
  return {
    core,
    client,
    cookie,
    naming: (session) => createORPCClient(linkOf(core, cookie, session)),
    dataDir,
    log,
    online: () =>
      waitFor(async () => {
        const { central, booking } = await client.kiosk.info({});
        return central.state === "online" && booking !== "untested";
      }),
  };
}

/** Swaps the token for the cookie and answers with a client that carries it. */
export const openClient = async (core: Pick<Core, "port" | "url">): Promise<KioskClient> =>
  clientWith(core, await openCookie(core));

/** As a page does, the client names the session that it was last given; a test may name another. */
function clientWith(core: Pick<Core, "port">, cookie: string): KioskClient {
  const link = linkOf(core, cookie, null);
  let session: string | null = null;
  return createORPCClient<KioskClient>({
    async call(path, input, options) {
      const answer = await link.call(path, input, { ...options, context: { session, ...options.context } });
      session = sessionAfter(path.join("."), answer, session);
      return answer;
    },
  });
}

function linkOf({ port }: Pick<Core, "port">, cookie: string, session: string | null): RPCLink<CallContext> {
  const origin = `http://127.0.0.1:${port}`;
  return new RPCLink<CallContext>({
    url: `${origin}/rpc`,
    headers({ context }) {
      const named = context.session ?? session;
      return { cookie, origin, ...(named === null ? {} : { [sessionHeader]: named }) };
    },
    fetch: fetchUntilAborted,
  });
}

/**
 * Node lets go of a `Request` whose body is still streamed, and of its signal with it: an abort that comes after a
 * garbage collection ends nothing. Given once more, the caller's own signal stays in force.
 */
const fetchUntilAborted = (
  request: Request,
  init: RequestInit,
  { signal }: { readonly signal?: AbortSignal },
): Promise<Response> => fetch(request, signal ? { ...init, signal } : init);

/** The session that a page has after this answer. */
function sessionAfter(path: string, answer: unknown, before: string | null): string | null {
  const told = answer as { id?: string; sessionId?: string };
  switch (path) {
    case "session.start":
      return told.id ?? null;
    case "session.signIn":
    case "session.identify":
      return told.sessionId ?? null;
    case "session.end":
      return null;
    default:
      return before;
  }
}

/** Ends the session that is open, whosever it is. */
export async function emptyLobby(client: KioskClient): Promise<void> {
  const { session } = await client.kiosk.info({});
  if (session.state === "none") return;
  await client.session.end({ reason: "home" }, { context: { session: session.id } });
}

/** The cookie of the lobby's page. */
export async function openCookie(core: Pick<Core, "port" | "url">): Promise<string> {
  const origin = `http://127.0.0.1:${core.port}`;
  const token = new URL(core.url).hash.replace("#token=", "");
  const answer = await fetch(`${origin}/auth`, {
    method: "POST",
    headers: { "content-type": "application/json", origin },
    body: JSON.stringify({ token }),
  });
  const cookie = answer.headers.get("set-cookie")?.split(";")[0];
  if (!cookie) throw new Error(`no cookie: ${answer.status}`);
  return cookie;
}

export function temporaryFolder(later: (close: () => unknown) => void): string {
  const dir = mkdtempSync(join(tmpdir(), "infomat-test-"));
  later(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

/** A run of mutants waits less: most of what it waits for never comes. Ms. */
const longestWait = Number(process.env.LONGEST_WAIT ?? 90_000);

/** Asks again until the answer is yes. A test that waits in vain fails here, before its own time limit. */
export async function waitFor(
  condition: () => Promise<boolean> | boolean,
  longest = longestWait,
): Promise<void> {
  const until = performance.now() + longest;
  const left = () => Math.max(1, until - performance.now());
  while (!(await within(left(), condition(), () => "the question itself is not answered"))) {
    if (performance.now() > until) throw new Error(`waited ${longest} ms in vain`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
