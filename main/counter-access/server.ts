import type { AnyContractRouter } from "@orpc/contract";
import type { Router } from "@orpc/server";
import Fastify from "fastify";
import type { Clock } from "#contract/base/ports.ts";
import { counterPrefix } from "#contract/counter/base.ts";
import { answerErrors } from "../http/answer-errors.ts";
import { mountApi } from "../http/mount-api.ts";
import { createRemoteServer, keepListening } from "../http/remote-server.ts";
import { boundSockets } from "../http/sockets.ts";
import type { Log } from "../log/events.ts";
import { type AccessFiles, bearsToken, isKnownHost } from "../monitoring/access.ts";
import type { CounterContext } from "./api.ts";
import type { CounterAccessSettings } from "./settings.ts";

/** A call is a small POST; the counter's process keeps a few connections open. */
const limits = { headers: 8 * 1024, timeout: 5000, idle: 65_000, checkEvery: 1000, sockets: 32 };

/**
 * Serves the counter's contract at an address of its own, and nothing else. A request that names another host, comes
 * from a browser's page or doesn't bear the token is answered before anything of its body is read; where an authority
 * is configured, TLS has turned away whoever has no certificate of it. The address is opened in the background: no
 * patient waits for it.
 */
export async function serveCounter(options: {
  readonly settings: Pick<CounterAccessSettings, "address" | "port" | "hosts">;
  readonly files: AccessFiles;
  readonly router: Router<AnyContractRouter, CounterContext>;
  readonly context: CounterContext;
  readonly clock: Pick<Clock, "after">;
  readonly log: Log;
}): Promise<{ close(): Promise<void> }> {
  const { settings, files, router, context, clock, log } = options;
  const { address, port, hosts } = settings;
  const app = Fastify({ serverFactory: (listener) => createRemoteServer(files.tls, listener, limits) });
  const sockets = boundSockets(app.server, limits.sockets, () => log.write("http.sockets-bounded"));
  app.addHook("onRequest", async (request, reply) => {
    reply.headers({ "cache-control": "no-store", "x-content-type-options": "nosniff" });
    const { headers, socket } = request;
    const refuse = (status: number, reason: "host" | "origin" | "token"): unknown => {
      log.write("counter.refused", { reason });
      return reply.header("connection", "close").code(status).send();
    };
    const at = { local: socket.localAddress ?? "", port: socket.localPort ?? port, hosts };
    if (!isKnownHost(headers.host, at)) return refuse(403, "host");
    if (headers.origin !== undefined) return refuse(403, "origin");
    if (files.token !== null && !bearsToken(headers.authorization, files.token)) return refuse(401, "token");
  });
  answerErrors(app, log);
  await app.register((scope) =>
    mountApi(scope, {
      ...{ prefix: counterPrefix, router, sockets, log },
      admits: () => true,
      contextOf: () => context,
    }),
  );
  await app.ready();
  const listening = keepListening(app.server, {
    ...{ address, port, clock },
    onListening: (opened) =>
      log.write("counter.listening", { place: address, port: opened, tls: files.tls !== null }),
    onFailed: (code) => log.write("counter.not-listening", { place: address, port, code }),
    onHandshakeFailed: (code) => log.write("counter.handshake-failed", { code }),
  });
  return {
    async close() {
      await listening.close();
      await app.close();
    },
  };
}
