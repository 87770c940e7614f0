import { createServer, request as forward, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

/** What the line does to the next transaction. `before`: it never arrives. `after`: its answer is lost. */
export type Loss = "before" | "after";

/** A line between kiosk and central API that breaks on demand. Only transactions (POST to the base) are hit. */
export type LossyLine = {
  /** The central API's address by way of this line. */
  readonly url: string;
  /** Breaks for these transactions, in order; those after them pass. */
  lose(...losses: Loss[]): void;
  /** Breaks for the next transaction, and is {@link LossyLine.away} from then on. */
  loseAndBreak(loss: Loss): void;
  /** Resolves when the next transaction has been lost. */
  lost(): Promise<void>;
  /** Transactions that the kiosk has sent so far. */
  readonly transactions: number;
  /** Cuts every connection without an answer, until it is false again. */
  away: boolean;
  close(): Promise<void>;
};

export async function openLine(centralUrl: string): Promise<LossyLine> {
  const target = new URL(centralUrl);
  const losses: Loss[] = [];
  let transactions = 0;
  let breaks = false;
  let onLoss: () => void = () => undefined;
  const server = createServer(async (request, response) => {
    const cut = (): void => void response.socket?.destroy();
    const isTransaction = request.method === "POST" && request.url === target.pathname;
    if (isTransaction) transactions++;
    const loss = isTransaction ? losses.shift() : undefined;
    const wasAway = line.away;
    if (loss !== undefined && breaks) {
      breaks = false;
      line.away = true;
    }
    if (wasAway || loss === "before") {
      cut();
      return loss === undefined ? undefined : onLoss();
    }
    const body = await bodyOf(request).catch(() => null);
    if (body === null) return;
    // The host stays the caller's, so that the central API's links lead through this line.
    const { method, url, headers } = request;
    const onward = forward({ port: target.port, host: target.hostname, method, path: url, headers });
    onward.on("error", cut);
    onward.on("response", (answer) => {
      if (loss === "after") {
        answer.resume();
        answer.on("end", () => {
          cut();
          onLoss();
        });
        return;
      }
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const line: LossyLine = {
    url: `http://127.0.0.1:${port}${target.pathname}`,
    lose: (...more) => losses.push(...more),
    loseAndBreak(loss) {
      losses.push(loss);
      breaks = true;
    },
    lost: () =>
      new Promise((resolve) => {
        onLoss = resolve;
      }),
    get transactions() {
      return transactions;
    },
    away: false,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return line;
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
