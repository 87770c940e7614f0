import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Random } from "#demo-central/seed/random.ts";
import { type Answer, type Asked, forward } from "#tests/faults/proxy/forward.ts";
import { mutateJson, mutateText } from "./mutate.ts";

export type MutatingProxy = {
  readonly url: string;
  /** The answers from now on are spoiled by this stream; null lets them through. */
  spoilBy(random: Random | null, share?: number): void;
  /** Answers that were spoiled so far. */
  readonly spoiled: number;
  /** The last spoiled answer's body. */
  readonly last: string;
  close(): Promise<void>;
};

/**
 * Stands between a kiosk and a central API and spoils answers: bodies, statuses, headers. `remember` keeps sound answers
 * to reads, so that one input costs no question to the central API.
 */
export async function startMutatingProxy(
  centralUrl: string,
  { remember }: { remember: boolean },
): Promise<MutatingProxy> {
  const demoCentral = new URL(centralUrl);
  const known = new Map<string, Answer>();
  let random: Random | null = null;
  let share = 1;
  let spoiled = 0;
  let last = "";

  const honest = async (asked: Asked): Promise<Answer> => {
    const reads = asked.method === "GET" || asked.path.endsWith("/_search");
    const name = `${asked.method} ${asked.path} ${asked.body}`;
    const before = remember && reads ? known.get(name) : undefined;
    if (before) return before;
    const answer = await forward(asked, demoCentral);
    if (remember && reads) known.set(name, answer);
    return answer;
  };
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { method = "", url: path = "", headers } = request;
    let answer: Answer;
    try {
      answer = await honest({ method, path, headers, body: Buffer.concat(chunks) });
    } catch {
      response.writeHead(502).end();
      return;
    }
    if (random?.chance(share)) {
      answer = spoil(answer, random);
      spoiled++;
      last = `${method} ${path}\n${answer.status} ${JSON.stringify(answer.headers)}\n${answer.body.toString()}`;
    }
    const { "transfer-encoding": _, connection: __, "content-length": ___, ...kept } = answer.headers;
    response.writeHead(answer.status, { ...kept, "content-length": answer.body.length });
    response.end(answer.body);
  });
  // The kiosk's Host header names the proxy; links in answers must lead back to it.
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}${demoCentral.pathname}`,
    spoilBy(by, part = 1) {
      random = by;
      share = part;
    },
    get spoiled() {
      return spoiled;
    },
    get last() {
      return last;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const oddStatuses = [
  200, 201, 204, 206, 301, 304, 400, 401, 403, 404, 409, 410, 412, 422, 429, 500, 502, 503, 504, 599,
];
const oddHeaders: readonly (readonly [string, string])[] = [
  ["date", "Sat, 13 Sep 275760 00:00:00 GMT"],
  ["date", "Thu, 01 Jan 1970 00:00:00 GMT"],
  ["date", "Fri, 31 Dec 9999 23:59:59 GMT"],
  ["date", "yesterday"],
  ["etag", 'W/"999999"'],
  ["etag", ""],
  ["retry-after", "99999999999"],
  ["retry-after", "-5"],
  ["content-type", "text/html"],
  ["content-type", ""],
  ["content-encoding", "gzip"],
  ["location", "http://127.0.0.1:1/fhir"],
];

function spoil(answer: Answer, random: Random): Answer {
  const headers = { ...answer.headers };
  let { status } = answer;
  let text = answer.body.toString();
  if (random.chance(0.1)) {
    const [name, value] = random.pick(oddHeaders);
    headers[name] = value;
  }
  if (random.chance(0.08)) status = random.pick(oddStatuses);
  if (random.chance(0.9)) text = spoilBody(text, random);
  return { status, headers, body: Buffer.from(text) };
}

function spoilBody(text: string, random: Random): string {
  if (random.chance(0.1)) return mutateText(text, random);
  try {
    return JSON.stringify(mutateJson(JSON.parse(text), random));
  } catch (error) {
    if (error instanceof SyntaxError) return mutateText(text, random);
    throw error;
  }
}
