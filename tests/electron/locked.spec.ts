import { spawnSync } from "node:child_process";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, type Page, test } from "@playwright/test";
import { texts } from "#tests/e2e/patient.ts";
import { type ElectronKiosk, openElectron } from "./at-display.ts";
import { attacks } from "./attacks.ts";

let kiosk: ElectronKiosk;
let page: Page;
/** What a server has been asked that isn't the kiosk's. */
const asked: string[] = [];
const there = createServer((request, response) => {
  asked.push(request.url ?? "");
  response.end("elsewhere");
});

test.beforeAll(async () => {
  await new Promise<void>((listening) => there.listen(0, "127.0.0.1", listening));
  kiosk = await openElectron();
  page = kiosk.page;
  await page.getByRole("button", { name: new RegExp(texts.welcome.book) }).waitFor();
});
test.afterAll(async () => {
  await kiosk.close();
  there.close();
});

/** How many windows somebody before the monitor sees, whichever program's. */
function seen(): number {
  const search = spawnSync("xdotool", ["search", "--onlyvisible", "--name", "."], {
    env: { ...process.env, DISPLAY: kiosk.display.name },
    encoding: "utf8",
  });
  if (search.error) throw search.error;
  return search.stdout.split("\n").filter((line) => line !== "").length;
}

const state = async () => ({
  seen: seen(),
  ...(await kiosk.application.evaluate(({ BrowserWindow, webContents }) => ({
    windows: BrowserWindow.getAllWindows().map((window) => [window.isKiosk(), window.isVisible()]),
    addresses: webContents.getAllWebContents().map((contents) => contents.getURL()),
  }))),
});

test("the page has no Node", async () => {
  for (const name of ["require", "process", "module", "Buffer"])
    expect(await page.evaluate((key) => typeof Reflect.get(globalThis, key), name), name).toBe("undefined");
});

test(`nothing leaves by ${attacks.length} ways of a script in the page`, async () => {
  test.setTimeout(600_000);
  const before = await state();
  const server = `http://127.0.0.1:${(there.address() as AddressInfo).port}`;
  const reopened: string[] = [];
  for (const { name, script } of attacks) {
    await test.step(name, async () => {
      await afterTouch(page, server, script);
      // Where it led away all the same, the window is opened anew, and nothing else is to be seen.
      await expect.poll(state, { message: name }).toEqual(before);
      const open = () => kiosk.application.windows().find((window) => !window.isClosed()) ?? page;
      await expect.poll(() => shown(open()), { message: name }).toContain(texts.welcome.book);
      if (open() !== page) reopened.push(name);
      page = open();
    });
  }
  expect(asked).toEqual([]);
  test.info().annotations.push({ type: "opened anew", description: reopened.join("; ") });
});

/** What the page says; a locator would wait for the end of navigations that were prevented. */
const shown = (page: Page): Promise<string> =>
  page.evaluate<string>("document.body.innerText").catch(() => "");

/** Runs a script as after a touch: much of it is refused to a page that nobody has touched. */
async function afterTouch(page: Page, server: string, script: string): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const run = session.send("Runtime.evaluate", {
    userGesture: true,
    awaitPromise: true,
    expression: `(async () => {
      const there = ${JSON.stringify(server)};
      const part = document.createElement("div");
      document.body.append(part);
      const tried = (async () => { ${script} })().catch(() => undefined);
      await Promise.race([tried, new Promise((late) => setTimeout(late, 150))]);
      part.remove();
    })()`,
  });
  // A page that is gone doesn't answer any more.
  await run.catch(() => undefined);
  await session.detach().catch(() => undefined);
}
