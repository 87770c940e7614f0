import { createServer, request as forward, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** Where a request is held: before the central API has it, or with its answer in hand. */
export type HoldAt = "before" | "answer";
export type Gate = {
  /** The central API's address by way of this gate. */
  readonly url: string;
  /** Holds all requests from here on. Resolves when the first one is held. */
  hold(at: HoldAt): Promise<void>;
  /** Lets all go that are held, and holds none. */
  release(): void;
};

/** A gate between kiosk and central API, which a test shuts and opens. */
export async function openGate(later: (close: () => unknown) => void, centralUrl: string): Promise<Gate> {
  const target = new URL(centralUrl);
  let at: HoldAt | null = null;
  let opened = Promise.withResolvers<void>();
  let reached: () => void = () => undefined;
  const wait = async (where: HoldAt): Promise<void> => {
    if (at !== where) return;
    reached();
    await opened.promise;
  };
  const treat = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    await wait("before");
    const { method, url: path, headers } = request;
    const onward = forward({ port: target.port, host: target.hostname, method, path, headers });
    onward.on("error", () => response.socket?.destroy());
    onward.on("response", (answer) => {
      void wait("answer").then(() => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      });
    });
    onward.end(Buffer.concat(chunks));
  };
  // A caller that has gone away needs no answer.
  const server = createServer((request, response) => void treat(request, response).catch(() => undefined));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  later(() => {
    opened.resolve();
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}${target.pathname}`,
    hold(where) {
      at = where;
      opened = Promise.withResolvers<void>();
      return new Promise((resolve) => {
        reached = resolve;
      });
    },
    release() {
      at = null;
      opened.resolve();
    },
  };
}
