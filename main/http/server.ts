import cookies from "@fastify/cookie";
import type { AnyContractRouter } from "@orpc/contract";
import type { Context, Router } from "@orpc/server";
import Fastify, { type FastifyRequest } from "fastify";
import { z } from "zod";
import { sessionHeader } from "#contract/sessions/session-header.ts";
import { staffHeader } from "#contract/staff/staff-header.ts";
import type { Log } from "../log/events.ts";
import type { Access } from "./access.ts";
import { answerErrors } from "./answer-errors.ts";
import { framing, isOurs, namesSeveralHosts, sandboxed } from "./headers.ts";
import { httpLimits } from "./limits.ts";
import { mountApi } from "./mount-api.ts";
import { peerUser } from "./peer.ts";
import { serveFiles } from "./serve-files.ts";
import { boundSockets } from "./sockets.ts";

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
    reply.headers(options.frames ? framing(options.frames) : sandboxed);
    if (namesSeveralHosts(request.raw)) return reply.code(400).send({ error: "BAD_REQUEST" });
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
  const byCookie = {
    log,
    sockets,
    onCall: options.onCall,
    admits: ({ cookies: sent }: FastifyRequest) => access.admits(sent[cookieName]),
  };
  await app.register((scope) =>
    mountApi(scope, {
      ...{ ...byCookie, prefix: "/rpc", router: lobby.router },
      contextOf: (request) => lobby.contextOf(namedSession(request.headers[sessionHeader])),
    }),
  );
  await app.register((scope) =>
    mountApi(scope, {
      ...{ ...byCookie, prefix: "/staff", router: staff.router },
      contextOf: (request) => staff.contextOf(namedSession(request.headers[staffHeader])),
    }),
  );
  await serveFiles(app, options.screensDir);
  answerErrors(app, log);

  try {
    await app.listen({ host: "127.0.0.1", port: options.port ?? 0 });
  } catch (error) {
    await app.close();
    if ((error as NodeJS.ErrnoException).code === "EADDRINUSE") throw new PortTaken(options.port ?? 0);
    throw error;
  }
  return { port: port(), close: () => app.close() };
}

/** A header that is empty, or told twice, names no session that there is. */
const namedSession = (header: string | string[] | undefined): string | null =>
  header === undefined ? null : String(header);
