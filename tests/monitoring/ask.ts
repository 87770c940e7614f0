import { type RequestOptions as HttpOptions, request } from "node:http";
import { request as tlsRequest } from "node:https";
import { createServer } from "node:net";

export type Asked = {
  readonly status: number;
  readonly headers: Record<string, unknown>;
  readonly body: string;
};

/** A port of 127.0.0.1 that was free a moment ago. */
export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });

/** Asks the monitoring address once, over a connection of its own. */
export const ask = (
  port: number,
  path: string,
  options: HttpOptions & { tls?: { ca: Buffer; cert?: Buffer; key?: Buffer }; body?: string } = {},
): Promise<Asked> =>
  new Promise((resolve, reject) => {
    const { tls, body, ...rest } = options;
    const settings = { host: "127.0.0.1", port, path, agent: false as const, ...rest };
    const sent = (tls ? tlsRequest({ ...settings, ...tls }) : request(settings)).on(
      "response",
      (response) => {
        const parts: Buffer[] = [];
        response.on("data", (part: Buffer) => parts.push(part));
        response.on("error", reject);
        response.on("end", () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(parts).toString("utf8"),
          }),
        );
      },
    );
    sent.on("error", reject);
    sent.end(body);
  });

/** Samples of a text in Prometheus' format, by name with labels as they stand there. */
export const samplesOf = (text: string): ReadonlyMap<string, number> =>
  new Map(
    text
      .split("\n")
      .filter((line) => line !== "" && !line.startsWith("#"))
      .map((line) => [line.slice(0, line.lastIndexOf(" ")), Number(line.slice(line.lastIndexOf(" ") + 1))]),
  );
