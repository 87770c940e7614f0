import { Agent, type IncomingHttpHeaders, request } from "node:http";

export type Asked = {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
};
export type Answer = {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
};

/** A connection each: one that the central API closed while it was idle would look like a fault of this request. */
const agent = new Agent({ keepAlive: false });

/** Puts a request to the central API as it came, Host included, and reads the whole answer. Rejects when there is none. */
export function forward(asked: Asked, demoCentral: URL): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { connection: _, ...headers } = asked.headers;
    const sent = request(
      {
        agent,
        host: demoCentral.hostname,
        port: demoCentral.port,
        method: asked.method,
        path: asked.path,
        headers,
      },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on("data", (chunk: Buffer) => chunks.push(chunk));
        answer.on("error", reject);
        answer.on("end", () =>
          resolve({
            status: answer.statusCode ?? 502,
            headers: answer.headers,
            body: Buffer.concat(chunks),
          }),
        );
      },
    );
    sent.on("error", reject);
    sent.end(asked.body);
  });
}
