import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Report, Treatment } from "./proxy/treatment.ts";
import { type ProxyProcess, proxyProcess } from "./world/processes.ts";

/** A central API that counts what reaches it. */
const reached: { path: string; body: string }[] = [];
const demoCentral = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    reached.push({ path: request.url ?? "", body: Buffer.concat(chunks).toString() });
    response.writeHead(200, { "content-type": "application/fhir+json", etag: 'W/"7"' });
    response.end(JSON.stringify({ no: reached.length }));
  });
});

let proxy: ProxyProcess;
let reports: Report[];
let treatment: Treatment;
let tell: boolean;

beforeEach(async () => {
  reached.length = 0;
  reports = [];
  treatment = { do: "pass" };
  tell = false;
  await new Promise<void>((resolve) => demoCentral.listen(0, "127.0.0.1", resolve));
  proxy = proxyProcess({
    kiosks: 1,
    centralUrl: () => `http://127.0.0.1:${(demoCentral.address() as AddressInfo).port}`,
    onReport: (report) => {
      reports.push(report);
      if (report.type === "arrived") proxy.order({ type: "treat", id: report.id, treatment, tell });
      if (report.type === "answered") proxy.order({ type: "goOn", id: report.id });
    },
  });
  await proxy.start();
});
afterEach(async () => {
  await proxy.kill();
  await new Promise((resolve) => demoCentral.close(resolve));
});

const neverGivesUp = new AbortController().signal;

/** The status, or how it came to none: `silence` once the asker was told to give up. */
async function ask(signal: AbortSignal = neverGivesUp): Promise<string> {
  try {
    const body = JSON.stringify({ entry: [{ request: { method: "PUT", url: "Slot/s-1" } }] });
    const answer = await fetch(proxy.url(0), { method: "POST", body, signal });
    const text = await answer.text();
    return `${answer.status} ${answer.headers.get("etag")} ${text}`;
  } catch (error) {
    return error instanceof Error && error.name === "AbortError" ? "silence" : "reset";
  }
}
/** Gives up a while after the request has come as far as it will: what is to be answered would be by then. */
function givesUp(times: number): AbortSignal {
  const patience = new AbortController();
  void expect
    .poll(() => reports.some(({ type }) => type === "arrived") && reached.length >= times)
    .toBe(true)
    .then(() => setTimeout(() => patience.abort(), 500));
  return patience.signal;
}
const over = async (): Promise<void> => {
  await expect.poll(() => reports.filter(({ type }) => type === "over").length).toBe(1);
};

const answered = 'W/"7" {"no":1}';
const cases: [Treatment, answer: string | RegExp, reached: number][] = [
  [{ do: "pass" }, `200 ${answered}`, 1],
  [{ do: "delay", ms: 20 }, `200 ${answered}`, 1],
  [{ do: "dropBefore", how: "reset" }, "reset", 0],
  [{ do: "dropBefore", how: "silence" }, "silence", 0],
  [{ do: "dropAfter", how: "reset" }, "reset", 1],
  [{ do: "dropAfter", how: "silence" }, "silence", 1],
  [{ do: "cutAnswer" }, "reset", 1],
  [{ do: "late", ms: 100 }, "reset", 1],
  [{ do: "error", status: 503, committed: false }, /^503 /, 0],
  [{ do: "error", status: 503, committed: true }, /^503 /, 1],
  [{ do: "strangersPage" }, /^200 null <!doctype html>/, 0],
  [{ do: "duplicate", ms: 20, answer: "first" }, `200 ${answered}`, 2],
  [{ do: "duplicate", ms: 20, answer: "second" }, '200 W/"7" {"no":2}', 2],
];

test.each(cases)(
  "%o is answered with %s and reaches the central API %i times",
  async (treated, answer, times) => {
    treatment = treated;
    const got = await ask(answer === "silence" ? givesUp(times) : neverGivesUp);
    expect(got).toMatch(answer);
    await over();
    expect(reached).toHaveLength(times);
  },
);

test("a request is reported with its kind and its slots before the central API sees it, and again before the answer", async () => {
  tell = true;
  expect(await ask()).toBe(`200 ${answered}`);
  await over();
  const id = expect.any(Number);
  expect(reports).toEqual([
    { type: "arrived", id, kiosk: 0, kind: "transaction", slotIds: ["s-1"] },
    { type: "answered", id },
    { type: "over", id },
  ]);
});

test("a request that is held back reaches the central API when it is let go", async () => {
  treatment = { do: "heldBack", questions: 1 };
  expect(await ask()).toBe("reset");
  expect(reached).toHaveLength(0);
  for (const report of reports) if (report.type === "arrived") proxy.order({ type: "goOn", id: report.id });
  await over();
  expect(reached).toHaveLength(1);
});

test("killed and started again it is found at the same address", async () => {
  const before = proxy.url(0);
  await proxy.kill();
  expect(await ask()).toBe("reset");
  await proxy.start();
  expect(proxy.url(0)).toBe(before);
  expect(await ask()).toBe(`200 ${answered}`);
});
