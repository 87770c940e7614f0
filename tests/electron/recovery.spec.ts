import { expect, test } from "@playwright/test";
import { texts } from "#tests/e2e/patient.ts";
import { processesBelow } from "#tests/support/processes-below.ts";
import { type ElectronKiosk, openElectron } from "./at-display.ts";

let kiosk: ElectronKiosk;
test.beforeAll(async () => {
  kiosk = await openElectron();
  await firstScreen();
});
test.afterAll(() => kiosk.close());

const main = (): number => kiosk.application.process().pid ?? 0;

/** The first screen stands in the one window that there is, whichever page it is by now. */
const firstScreen = () =>
  expect
    .poll(
      async () => {
        const open = kiosk.application.windows().find((window) => !window.isClosed());
        return open?.evaluate<string>("document.body.innerText").catch(() => "");
      },
      { timeout: 90_000 },
    )
    .toContain(texts.welcome.book);

for (const [what, words] of [
  ["its renderer is killed", "--type=renderer"],
  ["its GPU process is killed", "--type=gpu-process"],
  ["its network service is killed", "network.mojom.NetworkService"],
  ["the core is killed", "node.mojom.NodeService"],
] as const)
  test(`when ${what} the first screen is back`, async () => {
    await firstScreen();
    const before = processesBelow(main(), words);
    expect(before.length).toBeGreaterThan(0);
    const since = performance.now();
    for (const pid of before) process.kill(pid, "SIGKILL");
    // Another one has taken its place: none of the former ones is left.
    await expect
      .poll(() => processesBelow(main(), words).filter((pid) => !before.includes(pid)).length, {
        timeout: 90_000,
      })
      .toBeGreaterThan(0);
    await firstScreen();
    const seconds = ((performance.now() - since) / 1000).toFixed(1);
    test.info().annotations.push({ type: "back after", description: `${seconds} s` });
    process.stdout.write(`${what}: back after ${seconds} s\n`);
  });

test("a window that is closed is back", async () => {
  await firstScreen();
  const since = performance.now();
  const closed = await kiosk.application.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    window?.close();
    return window?.id;
  });
  await expect
    .poll(
      () =>
        kiosk.application.evaluate(({ BrowserWindow }) =>
          BrowserWindow.getAllWindows().map((window) => [window.id, window.isVisible()]),
        ),
      { timeout: 90_000 },
    )
    .not.toContainEqual([closed, true]);
  await firstScreen();
  process.stdout.write(`closed: back after ${((performance.now() - since) / 1000).toFixed(1)} s\n`);
});
