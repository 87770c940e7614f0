import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { Clock } from "#contract/base/ports.ts";
import { createRemoteServer, keepListening } from "../http/remote-server.ts";
import { boundSockets } from "../http/sockets.ts";
import type { Log } from "../log/events.ts";
import { traceOf } from "../log/trace.ts";
import { type AccessFiles, bearsToken, isKnownHost } from "./access.ts";
import type { MonitoringSettings } from "./settings.ts";

export type Answer = { readonly status: number; readonly contentType: string; readonly body: string };

/** What one request may cost. A scrape is one GET without a body. */
const limits = { headers: 8 * 1024, timeout: 5000, idle: 65_000, checkEvery: 1000, sockets: 32 };

/**
 * Answers GET and HEAD of these paths, and nothing else. The address is opened in the background and tried again: no
 * patient waits for monitoring.
 * @param port 0 opens a free one, for tests
 */
export function startMonitoringServer(options: {
  readonly settings: Omit<MonitoringSettings, "tokenFile" | "tls">;
  readonly files: AccessFiles;
  readonly paths: Readonly<Record<string, () => Answer | Promise<Answer>>>;
  readonly clock: Clock;
  readonly log: Log;
}): { close(): Promise<void> } {
  const { settings, files, paths, clock, log } = options;
  const { address, port } = settings;

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const local = request.socket.localAddress ?? "";
    const refuse = (
      status: number,
      reason: "host" | "origin" | "method" | "token" | "path",
      headers: Readonly<Record<string, string>> = {},
    ): void => {
      log.write("monitoring.refused", { reason });
      // The client has no right to be here: nothing more is read from its connection.
      response.writeHead(status, { ...headers, connection: "close", "content-length": "0" }).end();
    };
    if (
      !isKnownHost(request.headers.host, {
        local,
        port: request.socket.localPort ?? port,
        hosts: settings.hosts,
      })
    )
      return refuse(403, "host");
    // Pages of browsers have no business here.
    if (request.headers.origin !== undefined) return refuse(403, "origin");
    if (request.method !== "GET" && request.method !== "HEAD")
      return refuse(405, "method", { allow: "GET, HEAD" });
    if (files.token !== null && !bearsToken(request.headers.authorization, files.token))
      return refuse(401, "token", { "www-authenticate": "Bearer" });
    const path = request.url ?? "";
    const found = Object.hasOwn(paths, path) ? paths[path] : undefined;
    if (!found) return refuse(404, "path");
    sockets.admitted(request, response);
    const { status, contentType, body } = await found();
    response.writeHead(status, {
      "content-type": contentType,
      "content-length": String(Buffer.byteLength(body)),
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    });
    response.end(request.method === "HEAD" ? undefined : body);
  };

  const listener: RequestListener = (request, response) => {
    answer(request, response).catch((error: unknown) => {
      log.write("monitoring.request-failed", { error: traceOf(error) });
      if (!response.headersSent) response.writeHead(500, { connection: "close", "content-length": "0" });
      response.end();
    });
  };
  const server = createRemoteServer(files.tls, listener, limits);
  const sockets = boundSockets(server, limits.sockets, () => log.write("http.sockets-bounded"));
  return keepListening(server, {
    address,
    port,
    clock,
    onListening: (opened) =>
      log.write("monitoring.listening", { place: address, port: opened, tls: files.tls !== null }),
    onFailed: (code) => log.write("monitoring.not-listening", { place: address, port, code }),
    onHandshakeFailed: (code) => log.write("monitoring.handshake-failed", { code }),
  });
}
