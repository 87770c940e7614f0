import { chmodSync, rmSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { codeOf } from "../files/whole-file.ts";
import type { Log } from "../log/events.ts";
import { traceOf } from "../log/trace.ts";
import { longestSocketPath } from "./protocol.ts";

/** `GET /status`, `POST /sync` and the like. */
export type ControlPaths = Readonly<Record<string, () => object | Promise<object>>>;

/**
 * Answers the command `infomat` at a Unix socket. A socket that can't be made, as on a full disk, keeps nobody from
 * booking: it is told in the log. The data folder belongs to this core alone, so a socket file that is there was left
 * by one that was killed.
 */
export async function startControlServer(options: {
  readonly file: string;
  readonly paths: ControlPaths;
  readonly log: Log;
}): Promise<{ close(): Promise<void> }> {
  const { file, paths, log } = options;
  const server = createServer(
    { maxHeaderSize: 4096, requestTimeout: 5000, headersTimeout: 5000, keepAlive: false },
    (request, response) => {
      answer(paths, request, response).catch((error: unknown) => {
        log.write("control.request-failed", { error: traceOf(error) });
        reply(response, 500, {});
      });
    },
  );
  server.maxConnections = 16;
  const refused = (error: unknown): void =>
    log.write("control.not-listening", { place: file, code: codeOf(error) || "unknown" });
  try {
    // Node cuts a longer path off and makes a socket elsewhere.
    if (Buffer.byteLength(file) > longestSocketPath)
      throw Object.assign(new Error("too long"), { code: "ENAMETOOLONG" });
    rmSync(file, { force: true });
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen({ path: file }, resolve);
    });
    chmodSync(file, 0o600);
  } catch (error) {
    refused(error);
  }
  server.on("error", refused);
  return {
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(
  paths: ControlPaths,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const asked = `${request.method} ${request.url}`;
  const found = Object.hasOwn(paths, asked) ? paths[asked] : undefined;
  // A command of another version asks what this one doesn't know.
  reply(response, found ? 200 : 404, found ? await found() : {});
}

function reply(response: ServerResponse, status: number, value: object): void {
  if (response.headersSent) return;
  const body = `${JSON.stringify(value)}\n`;
  response.writeHead(status, { "content-type": "application/json", connection: "close" }).end(body);
}
