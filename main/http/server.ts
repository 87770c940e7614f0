import cookies from "@fastify/cookie";
import files from "@fastify/static";
import type { AnyContractRouter } from "@orpc/contract";
import { type Context, ORPCError, onError, type Router } from "@orpc/server";
import { RPCHandler } from "@orpc/server/fastify";
import Fastify, { type FastifyInstance } from "fastify";
import { z } from "zod";
import { sessionHeader } from "#contract/sessions/session-header.ts";
import { staffHeader } from "#contract/staff/staff-header.ts";
import type { Log } from "../log/events.ts";
import { traceOf } from "../log/trace.ts";
import type { Access } from "./access.ts";
import { isCallBody } from "./call-body.ts";
import { cacheControlOf, framing, isOurs, securityHeaders } from "./headers.ts";
import { httpLimits } from "./limits.ts";
import { peerUser } from "./peer.ts";
import { boundSockets, type SocketBound } from "./sockets.ts";

const cookieName = "infomat";
const authSchema = z.strictObject({ token: z.string().max(200) });

/** The port is in use by another program. */
export class PortTaken extends Error {
  override readonly name = "PortTaken";
  readonly port: number;
  constructor(port: number) {
    super(`port ${port} on 127.0.0.1 is in use`);
    this.port = port;
  }
}

/** A contract as it is served. */
type Mounted<C extends Context> = {
  readonly router: Router<AnyContractRouter, C>;
  /** What a call is given, by the session that it names; null where it names none. */
  readonly contextOf: (named: string | null) => C;
};

type ServeOptions<C extends Context, S extends Context> = {
  readonly port: number | null;
  readonly screensDir: string;
  /** The lobby's contract. */
  readonly lobby: Mounted<C>;
  /** The staff contract, which asks each call for more than the cookie. */
  readonly staff: Mounted<S>;
  readonly access: Access;
  /** Whether other users of this machine may swap the token as well: the address is given to people then. */
  readonly anyUser: boolean;
  /** The origin of the page that ours may show in a frame, as the demo's phone; null: none may be. */
  readonly frames: string | null;
  /** A page came with its window's own token and was refused. */
  readonly onPageRefused: () => void;
  /** A call of the page's begins. @returns what is called when it has been answered, or its caller is gone */
  readonly onCall: () => () => void;
  readonly log: Log;
};

/**
 * Screens and API on 127.0.0.1. Every request must name us as its Host and, if it has an Origin, come from
 * our own page; the API answers to the cookie alone. Throws {@link PortTaken}.
 */
export async function serve<C extends Context, S extends Context>(
  options: ServeOptions<C, S>,
): Promise<{ port: number; close(): Promise<void> }> {
  const { access, log } = options;
  const app = Fastify({
    bodyLimit: httpLimits.rpcBody,
    forceCloseConnections: true,
    requestTimeout: httpLimits.requestTimeout,
    keepAliveTimeout: httpLimits.keepAlive,
    maxRequestsPerSocket: httpLimits.requestsPerSocket,
    http: {
      maxHeaderSize: httpLimits.headers,
      headersTimeout: httpLimits.headersTimeout,
      connectionsCheckingInterval: httpLimits.checkEvery,
    },
  });
  const sockets = boundSockets(app.server, httpLimits.sockets, () => log.write("http.sockets-bounded"));
  const port = (): number => {
    const address = app.server.address();
    return typeof address === "object" && address ? address.port : 0;
  };

  app.addHook("onRequest", async (request, reply) => {
    reply.headers(options.frames ? framing(options.frames) : securityHeaders);
    if (!isOurs({ host: request.headers.host, origin: request.headers.origin, port: port() })) {
      // Neither path nor Host is logged: both are a stranger's text.
      log.write("http.foreign-request", { method: request.method });
      return reply.code(403).send({ error: "FORBIDDEN" });
    }
  });
  await app.register(cookies);
  app.post("/auth", { bodyLimit: httpLimits.authBody }, async (request, reply) => {
    const body = authSchema.safeParse(request.body);
    const peer = peerUser({ peer: request.socket.remotePort ?? 0, own: port() });
    if (!options.anyUser && peer !== null && peer !== process.getuid?.()) {
      log.write("http.foreign-user", { user: peer });
      return reply.code(401).send({ error: "TOKEN_REFUSED" });
    }
    const result = body.success ? access.swap(body.data.token) : ({ kind: "wrong" } as const);
    if (result.kind !== "granted") {
      // Of the window's own token: its page stands without access, and only a new window helps.
      if (result.kind !== "wrong") {
        log.write("http.page-refused", { token: result.kind });
        options.onPageRefused();
      }
      return reply.code(401).send({ error: "TOKEN_REFUSED" });
    }
    reply.setCookie(cookieName, result.cookie, { httpOnly: true, sameSite: "strict", path: "/" });
    return reply.code(204).send();
  });
  const { lobby, staff } = options;
  await app.register((scope) => mountApi(scope, { ...options, ...lobby, ...lobbyAt, sockets }));
  await app.register((scope) => mountApi(scope, { ...options, ...staff, ...staffAt, sockets }));
  await app.register(files, {
    root: options.screensDir,
    index: "index.html",
    dotfiles: "ignore",
    cacheControl: false,
    setHeaders: (answer, path) => void answer.header("cache-control", cacheControlOf(path)),
  });
  app.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
    const status = error.statusCode ?? 500;
    if (status >= 500) log.write("http.request-failed", { error: traceOf(error) });
    return reply.code(status).send({ error: status >= 500 ? "INTERNAL" : "BAD_REQUEST" });
  });

  try {
    await app.listen({ host: "127.0.0.1", port: options.port ?? 0 });
  } catch (error) {
    await app.close();
    if ((error as NodeJS.ErrnoException).code === "EADDRINUSE") throw new PortTaken(options.port ?? 0);
    throw error;
  }
  return { port: port(), close: () => app.close() };
}

const lobbyAt = { prefix: "/rpc", header: sessionHeader } as const;
const staffAt = { prefix: "/staff", header: staffHeader } as const;

async function mountApi<C extends Context>(
  scope: FastifyInstance,
  options: Mounted<C> &
    Pick<ServeOptions<C, C>, "access" | "onCall" | "log"> & {
      readonly sockets: SocketBound;
      readonly prefix: `/${string}`;
      /** By which a call names its session. */
      readonly header: string;
    },
): Promise<void> {
  const { prefix, header } = options;
  const handler = new RPCHandler(options.router, {
    interceptors: [onError((error) => logBug(error, options.log))],
  });
  // oRPC would read the body itself, of any type and without limits. It takes one that is parsed already.
  const parse = scope.getDefaultJsonParser("error", "error");
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser(
    "application/json",
    { parseAs: "string", bodyLimit: httpLimits.rpcBody },
    (request, text, done) =>
      parse(request, String(text), (error, body: unknown) => {
        if (!error && isCallBody(body)) done(null, body);
        else done(Object.assign(new Error("not a body of a call"), { statusCode: 400 }), undefined);
      }),
  );
  scope.post(`${prefix}/*`, async (request, reply) => {
    if (!options.access.admits(request.cookies[cookieName]))
      return reply.code(401).send({ error: "NO_ACCESS" });
    options.sockets.admitted(request.raw, reply.raw);
    reply.raw.once("close", options.onCall());
    const { matched } = await handler.handle(request, reply, {
      prefix,
      context: options.contextOf(namedSession(request.headers[header])),
    });
    if (!matched) return reply.code(404).send({ error: "NO_SUCH_PROCEDURE" });
  });
}

/** A header that is empty, or told twice, names no session that there is. */
const namedSession = (header: string | string[] | undefined): string | null =>
  header === undefined ? null : String(header);

/** What the contract foresees is an answer; anything else is a bug and is logged whole. */
function logBug(error: unknown, log: Log): void {
  if (error instanceof ORPCError && error.defined) return;
  if (error instanceof ORPCError && error.status < 500) {
    log.write("http.call-refused", { code: error.code });
    return;
  }
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause.stack : undefined;
  log.write("http.call-failed", { error: traceOf(error), cause });
}
