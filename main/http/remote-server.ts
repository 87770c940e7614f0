import { createServer, type RequestListener, type Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { Clock } from "#contract/base/ports.ts";
import { codeOf } from "../files/whole-file.ts";
import { namesSeveralHosts } from "./headers.ts";

/** PEM texts. With `ca` whoever asks needs a certificate of this authority (mTLS). */
export type RemoteTls = { readonly cert: string; readonly key: string; readonly ca: string | null };

/** How long an address that can't be opened is left alone, ms: at boot a network may come late. */
const retryAfter = 10_000;
const requestsPerSocket = 10_000;

/**
 * A server for other machines, HTTP or HTTPS, with bounds on what a request may cost. It listens when
 * {@link keepListening} is called.
 * @param limits bytes of headers; ms until a request is whole, of an idle connection, and between two looks at both
 */
export function createRemoteServer(
  tls: RemoteTls | null,
  listener: RequestListener,
  limits: {
    readonly headers: number;
    readonly timeout: number;
    readonly idle: number;
    readonly checkEvery: number;
  },
): Server {
  const bounds = {
    maxHeaderSize: limits.headers,
    headersTimeout: limits.timeout,
    requestTimeout: limits.timeout,
    connectionsCheckingInterval: limits.checkEvery,
  };
  const bounded: RequestListener = (request, response) => {
    if (namesSeveralHosts(request)) response.writeHead(400, { connection: "close" }).end();
    else listener(request, response);
  };
  const server = tls
    ? createTlsServer(
        {
          ...bounds,
          cert: tls.cert,
          key: tls.key,
          minVersion: "TLSv1.2",
          handshakeTimeout: limits.timeout,
          ...(tls.ca === null ? {} : { ca: tls.ca, requestCert: true, rejectUnauthorized: true }),
        },
        bounded,
      )
    : createServer(bounds, bounded);
  server.keepAliveTimeout = limits.idle;
  server.maxRequestsPerSocket = requestsPerSocket;
  return server;
}

/** Opens the address in the background, and tries again where it can't be. */
export function keepListening(
  server: Server,
  options: {
    readonly address: string;
    /** 0 opens a free one, for tests. */
    readonly port: number;
    readonly clock: Pick<Clock, "after">;
    readonly onListening: (port: number) => void;
    readonly onFailed: (code: string) => void;
    readonly onHandshakeFailed: (code: string) => void;
  },
): { close(): Promise<void> } {
  const { address, port, clock } = options;
  let closed = false;
  let cancelRetry: () => void = () => undefined;
  const listen = (): void => {
    if (!closed) server.listen({ host: address, port, exclusive: true });
  };
  server.on("tlsClientError", (error: unknown) => options.onHandshakeFailed(codeOf(error) || "unknown"));
  server.on("listening", () => options.onListening(portOf(server) ?? port));
  server.on("error", (error) => {
    options.onFailed(codeOf(error) || "unknown");
    if (!closed) cancelRetry = clock.after(retryAfter, listen);
  });
  listen();
  return {
    close() {
      closed = true;
      cancelRetry();
      return new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}

const portOf = (server: Server): number | null => {
  const address = server.address();
  return typeof address === "object" && address ? address.port : null;
};
