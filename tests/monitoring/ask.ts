import { type RequestOptions as HttpOptions, request } from "node:http";
import { request as tlsRequest } from "node:https";

export type Asked = {
  readonly status: number;
  readonly headers: Record<string, unknown>;
  readonly body: string;
};

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
