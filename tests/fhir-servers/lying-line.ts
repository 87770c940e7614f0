import { createServer, request as forward } from "node:http";
import type { AddressInfo } from "node:net";
import type { Later } from "./servers.ts";

export type Asked = {
  readonly method: string /** Below the FHIR address, without a slash. */;
  readonly path: string;
  readonly body: string;
};
/** `cut` breaks the connection, `lose` does so when the central API has answered; a status is answered in the central API's place. */
export type Twist =
  | { readonly body: string }
  | { readonly status: number; readonly json?: unknown }
  | "cut"
  | "lose"
  | null;

/**
 * A line that makes a sound central API look like one that doesn't keep its promises.
 * @param twist told of each request; null lets it pass as it is
 */
export async function openLyingLine(
  later: Later,
  centralUrl: string,
  twist: (asked: Asked) => Twist,
): Promise<string> {
  const target = new URL(centralUrl);
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const sent = Buffer.concat(chunks).toString();
    const path = (request.url ?? "").slice(target.pathname.length).replace(/^\//, "");
    const change = twist({ method: request.method ?? "", path, body: sent });
    if (change === "cut") return void response.socket?.destroy();
    if (typeof change === "object" && change !== null && "status" in change) {
      response.writeHead(change.status, { "content-type": "application/fhir+json" });
      return void response.end(JSON.stringify(change.json ?? { resourceType: "OperationOutcome" }));
    }
    const lost = change === "lose";
    const body = Buffer.from(change === null || change === "lose" ? sent : change.body);
    const { method, url } = request;
    const { "content-length": _, "transfer-encoding": __, ...headers } = request.headers;
    const onward = forward({
      port: target.port,
      host: target.hostname,
      method,
      path: url,
      headers: body.length > 0 ? { ...headers, "content-length": body.length } : headers,
    });
    onward.on("response", (answer) => {
      if (lost) {
        answer.resume();
        answer.on("end", () => response.socket?.destroy());
        return;
      }
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on("error", () => response.socket?.destroy());
    onward.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  later(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}${target.pathname}`;
}
