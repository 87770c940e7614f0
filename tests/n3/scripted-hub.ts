import { writeFileSync } from "node:fs";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { Clock } from "#contract/index.ts";
import { systemClock } from "#main/time/clock.ts";
import { createHubClient, type HubClient, hubSettingsSchema } from "#sync/n3/index.ts";
import { type KeptLog, keptLog } from "#tests/support/log.ts";
import { type Later, temporaryFolder } from "#tests/sync/helpers.ts";

/** What a hub does with a request: answers, cuts the connection, or says nothing. */
export type HubPlay =
  | { readonly status?: number; readonly type?: string; readonly body: string }
  | "cut"
  | "silent";

type HubAsked = {
  readonly operation: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
};

export type ScriptedHub = {
  readonly url: string;
  /** By operation; СВИП's path for what comes by GET. */
  readonly asked: HubAsked[];
  script: (asked: HubAsked, before: number) => HubPlay | Promise<HubPlay>;
  readonly client: HubClient;
  readonly log: KeptLog;
  readonly guidFile: string;
  /** What `onAccess` heard: null, or the fault. */
  readonly access: (string | null)[];
};

export const guid = "c0ffee00-0000-4000-8000-000000000001";
export const signal: AbortSignal = new AbortController().signal;

/** A hub that answers what a test says, and a client of it on real sockets. */
export async function openScriptedHub(
  later: Later,
  { clock = systemClock, ...settings }: { clock?: Clock } & Record<string, unknown> = {},
): Promise<ScriptedHub> {
  const asked: HubAsked[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const action = String(request.headers.soapaction ?? "").replaceAll('"', "");
    const one = {
      operation: request.method === "GET" ? (request.url ?? "") : (action.split("/").at(-1) ?? ""),
      headers: request.headers,
      body: Buffer.concat(chunks).toString(),
    };
    const before = asked.filter(({ operation }) => operation === one.operation).length;
    asked.push(one);
    const play = await hub.script(one, before);
    if (play === "silent") return;
    if (play === "cut") {
      request.socket.destroy();
      return;
    }
    response.writeHead(play.status ?? 200, { "content-type": play.type ?? "text/xml; charset=utf-8" });
    response.end(play.body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  later(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  const guidFile = join(temporaryFolder(later), "guid");
  writeFileSync(guidFile, `${guid}\n`);
  const log = keptLog();
  const access: (string | null)[] = [];
  const url = `http://127.0.0.1:${port}/HubService.svc`;
  const parsed = hubSettingsSchema.parse({ url, guidFile, ...settings });
  const client = createHubClient({
    settings: parsed,
    timeZone: "Europe/Moscow",
    clock,
    log,
    random: () => 0,
    onAccess: (_operation, refusal) => access.push(refusal?.fault ?? null),
  });
  later(() => client.close());
  const hub: ScriptedHub = { url, asked, script: () => "cut", client, log, guidFile, access };
  return hub;
}
