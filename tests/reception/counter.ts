import { writeFileSync } from "node:fs";
import { request } from "node:http";
import { request as tlsRequest } from "node:https";
import { join } from "node:path";
import type { z } from "zod";
import type { Clock } from "#contract/base/ports.ts";
import { openReception } from "#main/reception/module.ts";
import { receptionSettingsSchema } from "#main/reception/settings.ts";
import { openDataFolder } from "#main/store/data-folder.ts";
import { systemClock, systemIds } from "#main/time/clock.ts";
import { temporaryFolder, waitFor } from "#tests/support/kiosk.ts";
import { keptLog } from "#tests/support/log.ts";
import { addStaff, receptionist, technician } from "#tests/support/staff.ts";

type Later = (close: () => unknown) => void;

/** 16 characters at least. */
export const kioskToken = "5b1e7fd0c2a94d3b8a5f";

export function tokenFile(later: Later, token: string = kioskToken): string {
  const file = join(temporaryFolder(later), "token");
  writeFileSync(file, `${token}\n`);
  return file;
}

/** The counter's process, spoken to over its own port as a browser's page does. */
export type Counter = Awaited<ReturnType<typeof openCounter>>;

export async function openCounter(
  later: Later,
  settings: z.input<typeof receptionSettingsSchema>,
  options: {
    readonly dataDir?: string;
    readonly clock?: Clock;
    readonly ca?: Buffer;
    readonly pageDir?: string;
  } = {},
) {
  const dataDir = options.dataDir ?? temporaryFolder(later);
  const folder = openDataFolder(dataDir);
  if (options.dataDir === undefined) await addStaff(dataDir, receptionist, technician);
  const log = keptLog();
  const listening = Promise.withResolvers<number>();
  const reception = await openReception({
    settings: { ...receptionSettingsSchema.parse(settings), port: 0 },
    folder,
    pageDir: options.pageDir ?? join(import.meta.dirname, "../../assets"),
    onListening: listening.resolve,
    clock: options.clock ?? systemClock,
    ids: systemIds,
    log,
  });
  later(() => reception.close());
  const port = await listening.promise;
  const origin = `${settings.tls ? "https" : "http"}://127.0.0.1:${port}`;
  const page = createPage(origin, options.ca);
  return { dataDir, log, port, origin, page, close: () => reception.close() };
}

type Answer = { readonly status: number; readonly code: string; readonly value: unknown };

/** A page of a browser: it keeps its cookie, and tells its origin. */
export function createPage(origin: string, ca?: Buffer) {
  let cookie: string | undefined;
  const send = (path: string, input: unknown, headers: Record<string, string | undefined> = {}) =>
    new Promise<Answer & { readonly setCookie: string | undefined }>((resolve, reject) => {
      const all = { "content-type": "application/json", origin, cookie, ...headers };
      const given = Object.entries(all).filter((pair): pair is [string, string] => pair[1] !== undefined);
      const options = { method: "POST", headers: Object.fromEntries(given), agent: false as const };
      const url = `${origin}/rpc/${path}`;
      const sent = origin.startsWith("https") ? tlsRequest(url, { ...options, ca }) : request(url, options);
      sent.on("error", reject);
      sent.on("response", (response) => {
        const parts: Buffer[] = [];
        response.on("data", (part: Buffer) => parts.push(part));
        response.on("end", () => {
          const text = Buffer.concat(parts).toString();
          const body = text === "" ? {} : (JSON.parse(text) as { json?: { code?: string }; error?: string });
          const status = response.statusCode ?? 0;
          resolve({
            status,
            code: status === 200 ? "" : (body.json?.code ?? body.error ?? ""),
            value: body.json,
            setCookie: response.headers["set-cookie"]?.[0],
          });
        });
      });
      sent.end(JSON.stringify({ json: input }));
    });
  const page = {
    send,
    cookie: () => cookie,
    /** What a call answers, as the test expects it; a refusal fails the test. */
    async ask<T>(path: string, input: object = {}): Promise<T> {
      const answer = await send(path, input);
      if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${answer.code}`);
      return answer.value as T;
    },
    async signIn(pin: string = receptionist.pin): Promise<Answer> {
      const answer = await send("session/signIn", { pin });
      if (answer.setCookie) cookie = answer.setCookie.split(";")[0];
      return answer;
    },
    setCookie(value: string | undefined) {
      cookie = value;
    },
  };
  return page;
}

/** Waits for what the page is told of the lobby. */
export async function lobbyWhere(
  { page }: Pick<Counter, "page">,
  fits: (kiosks: readonly LobbyKioskTold[]) => boolean,
): Promise<readonly LobbyKioskTold[]> {
  let kiosks: readonly LobbyKioskTold[] = [];
  await waitFor(async () => {
    kiosks = (await page.ask<{ kiosks: readonly LobbyKioskTold[] }>("lobby/state")).kiosks;
    return fits(kiosks);
  });
  return kiosks;
}
type LobbyKioskTold = import("#contract/reception/lobby.ts").LobbyKiosk;
