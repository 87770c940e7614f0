import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { chooseTime, hand, screen, signIn, texts } from "./patient.ts";
import { startDemoCentral, startKiosk } from "./running-kiosk.ts";

test("killed in the middle of a flow and started again: the screen says so, keeps what was chosen, and goes on", async ({
  page,
}) => {
  const data = mkdtempSync(join(tmpdir(), "infomat-e2e-central-"));
  const centralArgs = (port: string) => ["--size", "tiny", "--port", port, "--data", data];
  let demoCentral = await startDemoCentral(centralArgs("0"));
  const kiosk = await startKiosk(["--central", demoCentral.url]);
  try {
    await page.goto(kiosk.url);
    const touch = hand(page);
    await signIn(page, touch);
    const time = await chooseTime(page, touch);
    await demoCentral.stop("SIGKILL");

    await touch.tap(texts.consent.otherPhone);
    await screen(page, texts.phone.title);
    await touch.tap(texts.phone.none);
    await screen(page, texts.errors.CENTRAL_AWAY.title);
    await expect(page.getByText(texts.errors.CENTRAL_AWAY.notBooked)).toBeVisible();

    demoCentral = await startDemoCentral(centralArgs(new URL(demoCentral.url).port));
    await touch.tap(texts.booking.again);
    await screen(page, texts.done.title);
    await expect(page.getByRole("img", { name: /Талон №/ })).toHaveAttribute("alt", new RegExp(time));
  } finally {
    await kiosk.stop();
    await demoCentral.stop();
    rmSync(data, { recursive: true, force: true });
  }
});
