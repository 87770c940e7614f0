import { createServer, request as forward, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/**
 * What a line does with a request. `lostBefore`: it never arrives. `lostAfter`: its answer is lost. `heldAfter`:
 * it arrives, and its answer stays on the way for ever.
 */
export type Fate = "passes" | "lostBefore" | "lostAfter" | "heldBefore" | "heldAfter";
type Passing = { readonly method: string; readonly path: string; readonly isTransaction: boolean };

/** A line between kiosk and central API. */
export type Line = {
  /** The central API's address by way of this line. */
  readonly url: string;
  /** Asked for every request; may wait. */
  fate: (passing: Passing) => Fate | Promise<Fate>;
  /** Resolves when the next request has met another fate than to pass. */
  struck(): Promise<void>;
};

export async function openLine(later: (close: () => unknown) => void, centralUrl: string): Promise<Line> {
  const target = new URL(centralUrl);
  let onStrike: () => void = () => undefined;
  const line: Line = {
    url: "",
    fate: () => "passes",
    struck: () =>
      new Promise((resolve) => {
        onStrike = resolve;
      }),
  };

  const treat = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = "GET", url: path = "/", headers } = request;
    const body = await bodyOf(request);
    const fate = await line.fate({
      method,
      path,
      isTransaction: method === "POST" && path === target.pathname,
    });
    const cut = (): void => void response.socket?.destroy();
    if (fate === "lostBefore" || fate === "heldBefore") {
      if (fate === "lostBefore") cut();
      return onStrike();
    }
    // The host stays the caller's, so that the central API's links lead through this line.
    const onward = forward({ port: target.port, host: target.hostname, method, path, headers });
    onward.on("error", cut);
    onward.on("response", (answer) => {
      if (fate === "passes") {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        return answer.pipe(response);
      }
      answer.resume();
      return answer.on("end", () => {
        if (fate === "lostAfter") cut();
        onStrike();
      });
    });
    onward.end(body);
  };
  // A caller that has gone away needs no answer.
  const server = createServer((request, response) => void treat(request, response).catch(() => undefined));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  later(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });
  const { port } = server.address() as AddressInfo;
  return Object.assign(line, { url: `http://127.0.0.1:${port}${target.pathname}` });
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
