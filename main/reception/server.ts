import cookies from "@fastify/cookie";
import type { AnyContractRouter } from "@orpc/contract";
import type { Router } from "@orpc/server";
import Fastify, { type FastifyRequest } from "fastify";
import type { Clock } from "#contract/base/ports.ts";
import { answerErrors } from "../http/answer-errors.ts";
import { securityHeaders } from "../http/headers.ts";
import { mountApi } from "../http/mount-api.ts";
import { createRemoteServer, keepListening, type RemoteTls } from "../http/remote-server.ts";
import { serveFiles } from "../http/serve-files.ts";
import { boundSockets } from "../http/sockets.ts";
import type { Log } from "../log/events.ts";
import { isKnownHost } from "../monitoring/access.ts";
import type { ReceptionContext } from "./api.ts";
import type { ReceptionSettings } from "./settings.ts";

/** A few browsers at a counter. */
const limits = { headers: 16 * 1024, timeout: 10_000, idle: 30_000, checkEvery: 1000, sockets: 128 };

/**
 * The page at the counter and its contract, over TLS where the settings name a certificate. A request must name this
 * address as its Host; a call must come from our own page, which browsers tell by Origin (RFC 6454) and Sec-Fetch-Site.
 */
export async function serveReception(options: {
  readonly settings: Pick<ReceptionSettings, "address" | "port" | "hosts">;
  readonly tls: RemoteTls | null;
  /** Folder of the built page. */
  readonly pageDir: string;
  readonly router: Router<AnyContractRouter, ReceptionContext>;
  readonly context: Omit<ReceptionContext, "secret" | "giveCookie">;
  readonly onListening: (port: number) => void;
  readonly clock: Pick<Clock, "after">;
  readonly log: Log;
}): Promise<{ close(): Promise<void> }> {
  const { settings, tls, pageDir, router, context, clock, log } = options;
  const { address, port, hosts } = settings;
  const scheme = tls ? "https" : "http";
  // The prefix makes browsers refuse it from anywhere but this very host, over TLS (RFC 6265bis, 4.1.3.2).
  const cookieName = tls ? "__Host-infomat-reception" : "infomat-reception";
  const cookieRules = { httpOnly: true, sameSite: "strict", path: "/", secure: tls !== null } as const;

  const app = Fastify({ serverFactory: (listener) => createRemoteServer(tls, listener, limits) });
  const sockets = boundSockets(app.server, limits.sockets, () => log.write("http.sockets-bounded"));
  app.addHook("onRequest", async (request, reply) => {
    reply.headers(securityHeaders);
    const reason = strangeness(request);
    if (reason === null) return;
    log.write("reception.refused", { reason });
    return reply.header("connection", "close").code(403).send({ error: "FORBIDDEN" });
  });
  const strangeness = ({ headers, socket, method }: FastifyRequest): "host" | "origin" | null => {
    const at = { local: socket.localAddress ?? "", port: socket.localPort ?? port, hosts };
    if (!isKnownHost(headers.host, at)) return "host";
    const { origin } = headers;
    const isOwn = origin?.toLowerCase() === `${scheme}://${headers.host?.toLowerCase()}`;
    if (origin !== undefined && !isOwn) return "origin";
    if (method === "GET" || method === "HEAD") return null;
    const site = headers["sec-fetch-site"];
    return isOwn && (site === undefined || site === "same-origin") ? null : "origin";
  };
  await app.register(cookies);
  await app.register((scope) =>
    mountApi(scope, {
      ...{ prefix: "/rpc", router, sockets, log },
      // The contract itself asks for the session, but for the sign-in.
      admits: () => true,
      contextOf: (request, reply) => ({
        ...context,
        secret: request.cookies[cookieName],
        giveCookie: (secret) => void reply.setCookie(cookieName, secret, cookieRules),
      }),
    }),
  );
  await serveFiles(app, pageDir);
  answerErrors(app, log);
  await app.ready();
  const listening = keepListening(app.server, {
    ...{ address, port, clock },
    onListening(opened) {
      log.write("reception.listening", { place: address, port: opened, tls: tls !== null });
      options.onListening(opened);
    },
    onFailed: (code) => log.write("reception.not-listening", { place: address, port, code }),
    onHandshakeFailed: (code) => log.write("reception.handshake-failed", { code }),
  });
  return {
    async close() {
      await listening.close();
      await app.close();
    },
  };
}
