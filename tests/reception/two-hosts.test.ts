import { expect, test } from "vitest";
import { freePort } from "#main/launcher/free-port.ts";
import { raw } from "#tests/core/page-requests.ts";
import { openDemoCentral, openKiosk, waitFor, withCleanUp } from "#tests/support/kiosk.ts";
import { kioskToken, openCounter, tokenFile } from "./counter.ts";

test("a request that names two hosts is refused by the screens, the counter's page, its address at the kiosk and the monitoring", () =>
  withCleanUp(async (later) => {
    const demoCentral = await openDemoCentral(later);
    const [counterPort, monitoringPort] = [await freePort(), await freePort()];
    const token = tokenFile(later);
    const kiosk = await openKiosk(later, {
      centralUrl: demoCentral.url,
      config: `{ reception: { port: ${counterPort}, tokenFile: ${token} }, monitoring: { port: ${monitoringPort} } }`,
    });
    const kiosks = [{ name: "Вход", url: `http://127.0.0.1:${counterPort}`, tokenFile: token }];
    const counter = await openCounter(later, { kiosks });
    const call = `Authorization: Bearer ${kioskToken}\r\nContent-Type: application/json\r\nContent-Length: 11\r\nConnection: close\r\n\r\n{"json":{}}`;
    for (const [port, first, rest] of [
      [kiosk.core.port, "GET / HTTP/1.1", "Connection: close\r\n\r\n"],
      [counter.port, "GET / HTTP/1.1", "Connection: close\r\n\r\n"],
      [counterPort, "POST /counter/state HTTP/1.1", call],
      [monitoringPort, "GET /healthz HTTP/1.1", "Connection: close\r\n\r\n"],
    ] as const) {
      const own = `Host: 127.0.0.1:${port}\r\n`;
      const status = async (hosts: string) =>
        /^HTTP\/1\.1 (\d+)/.exec(await raw(port, `${first}\r\n${hosts}${rest}`))?.[1];
      await waitFor(async () => (await status(own)) !== undefined);
      const refused = [
        await status(`${own}Host: evil.example\r\n`),
        await status(`${own}hOST: 127.0.0.1:${port}\r\n`),
      ];
      expect([first, (await status(own)) === "400", ...refused]).toEqual([first, false, "400", "400"]);
    }
  }));
