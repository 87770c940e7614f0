import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { kindOf, slotsOf } from "./classify.ts";
import { type Answer, type Asked, forward } from "./forward.ts";
import { orderSchema, proxyOptionsSchema, proxyVariable, type Report, type Treatment } from "./treatment.ts";

/**
 * The line between kiosks and central API, as a process of its own so that it can be killed. It decides nothing:
 * each request is reported and waits for its treatment.
 */
const { demoCentral, ports } = proxyOptionsSchema.parse(JSON.parse(process.env[proxyVariable] ?? "{}"));
const centralUrl = new URL(demoCentral);
const report = (message: Report): void => void process.send?.(message, () => undefined);
const after = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

type Waiting = {
  readonly treat: (treatment: Treatment, tell: boolean) => void;
  readonly goOn: PromiseWithResolvers<void>;
};
const waiting = new Map<number, Waiting>();
/** Other numbers than those of a proxy before this one: an order for its requests finds none here. */
let lastId = process.pid * 1_000_000;

process.on("message", (message) => {
  const order = orderSchema.parse(message);
  const request = waiting.get(order.id);
  if (order.type === "treat") request?.treat(order.treatment, order.tell);
  else request?.goOn.resolve();
});
process.on("disconnect", () => process.exit(0));

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

async function take(kiosk: number, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await readBody(request);
  const asked: Asked = {
    method: request.method ?? "GET",
    path: request.url ?? "/",
    headers: request.headers,
    body,
  };
  const id = ++lastId;
  const kind = kindOf(asked);
  const treated = Promise.withResolvers<[Treatment, boolean]>();
  const goOn = Promise.withResolvers<void>();
  waiting.set(id, { treat: (...words) => treated.resolve(words), goOn });
  report({ type: "arrived", id, kiosk, kind, slotIds: kind === "transaction" ? slotsOf(body) : [] });
  const [treatment, tell] = await treated.promise;
  const told = async (): Promise<void> => {
    if (!tell) return;
    report({ type: "answered", id });
    await goOn.promise;
  };
  try {
    await carryOut(treatment, asked, new Caller(response), { told, released: goOn.promise });
  } finally {
    waiting.delete(id);
    report({ type: "over", id });
  }
}

/** The end of the line at the kiosk. Whatever happens to it is no fault of the proxy's. */
class Caller {
  readonly #response: ServerResponse;
  constructor(response: ServerResponse) {
    this.#response = response;
    response.on("error", () => undefined);
  }
  reset(): void {
    this.#response.socket?.resetAndDestroy();
  }
  leave(how: "reset" | "silence"): void {
    if (how === "reset") this.reset();
  }
  answer({ status, headers, body }: Answer): void {
    const { "transfer-encoding": _, connection: __, ...kept } = headers;
    this.#response.writeHead(status, { ...kept, "content-length": body.length });
    this.#response.end(body);
  }
  cut({ status, headers, body }: Answer): void {
    const { "transfer-encoding": _, connection: __, ...kept } = headers;
    this.#response.writeHead(status, { ...kept, "content-length": body.length });
    this.#response.write(body.subarray(0, body.length >> 1), () => this.reset());
  }
}

const page = (status: number, type: string, text: string): Answer => ({
  status,
  headers: { "content-type": type },
  body: Buffer.from(text),
});

async function carryOut(
  treatment: Treatment,
  asked: Asked,
  caller: Caller,
  { told, released }: { told: () => Promise<void>; released: Promise<void> },
): Promise<void> {
  /** Null where the central API is not there: the caller's connection is reset then. */
  const put = async (): Promise<Answer | null> => {
    const answer = await forward(asked, centralUrl).catch(() => null);
    await told();
    if (answer === null) caller.reset();
    return answer;
  };
  switch (treatment.do) {
    case "pass":
    case "delay": {
      if (treatment.do === "delay") await after(treatment.ms);
      const answer = await put();
      if (answer) caller.answer(answer);
      return;
    }
    case "dropBefore":
      await told();
      return caller.leave(treatment.how);
    case "dropAfter":
      if (await put()) caller.leave(treatment.how);
      return;
    case "cutAnswer": {
      const answer = await put();
      if (answer) caller.cut(answer);
      return;
    }
    case "late":
    case "heldBack":
      caller.reset();
      await (treatment.do === "late" ? after(treatment.ms) : released);
      await put();
      return;
    case "error": {
      const words = '{"resourceType":"OperationOutcome","issue":[{"severity":"error","code":"transient"}]}';
      if (treatment.committed && !(await put())) return;
      if (!treatment.committed) await told();
      return caller.answer(page(treatment.status, "application/fhir+json", words));
    }
    case "strangersPage":
      await told();
      return caller.answer(page(200, "text/html; charset=utf-8", "<!doctype html><h1>It works!</h1>"));
    case "duplicate": {
      const first = await put();
      if (first && treatment.answer === "first") caller.answer(first);
      await after(treatment.ms);
      const second = await forward(asked, centralUrl).catch(() => null);
      if (treatment.answer === "first" || first === null) return;
      if (second) caller.answer(second);
      else caller.reset();
    }
  }
}

const servers = await Promise.all(
  ports.map(async (port, kiosk) => {
    const server = createServer((request, response) => {
      take(kiosk, request, response).catch(() => response.destroy());
    });
    // A caller that was left in silence is cut off by its own patience, never by ours.
    server.requestTimeout = 0;
    server.keepAliveTimeout = 60_000;
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(port, "127.0.0.1", () => resolve());
    });
    return server;
  }),
);
report({ type: "ready", ports: servers.map((server) => (server.address() as AddressInfo).port) });
