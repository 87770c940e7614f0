import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, type Page, test } from "@playwright/test";
import russian from "#assets/locales/ru.json" with { type: "json" };
import { freePort } from "#main/launcher/free-port.ts";
import { secondPatient, texts } from "../patient.ts";
import { visitor } from "../portal.ts";
import { type Program, type RunningKiosk, startKiosk, startReception } from "../running-kiosk.ts";
import { hireStaff, receptionist } from "../staff.ts";

const words = russian.reception;
let folder: string;
let configOf: (at: number) => string;
let kiosks: RunningKiosk[] = [];
let counter: Program & { readonly url: string };

test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "infomat-counter-"));
  const token = join(folder, "token");
  writeFileSync(token, "5b1e7fd0c2a94d3b8a5f");
  const ports = [await freePort(), await freePort()];
  configOf = (at) =>
    `{ signIn: { methods: [policy] }, kiosk: { number: ${at + 1} }, reception: { port: ${ports[at]}, tokenFile: ${token} } }`;
  const first = await startKiosk(["--size", "clinic", "--preset", "registratura40"], configOf(0));
  const second = await startKiosk(["--central", first.centralUrl], configOf(1));
  kiosks = [first, second];
  const config = join(folder, "reception.yaml");
  const lobby = ports.map((port, at) => ({
    name: `Kiosk ${at + 1}`,
    url: `http://127.0.0.1:${port}`,
    tokenFile: token,
  }));
  writeFileSync(config, JSON.stringify({ port: await freePort(), every: 1, kiosks: lobby }));
  const data = join(folder, "data");
  counter = await startReception(config, data);
  await hireStaff(data);
});
test.afterAll(async () => {
  await counter?.stop();
  for (const kiosk of kiosks.toReversed()) await kiosk.stop();
  rmSync(folder, { recursive: true, force: true });
});

const tile = (page: Page, name: string) => page.locator(".kiosk-tile").filter({ hasText: name });

test("paper out at the kiosk, the ticket is printed at the counter; a kiosk that is killed is told, and is back", async ({
  page,
  browser,
}) => {
  test.setTimeout(300_000);
  const [first, second] = kiosks;
  if (!first || !second) throw new Error("no two kiosks");
  // A window of its own: a tab behind another draws once a second, and each press waits for it to be drawn.
  const atCounter = await browser.newPage({ viewport: { width: 1366, height: 768 }, locale: "ru-RU" });
  const faults: string[] = [];
  atCounter.on("pageerror", (error) => faults.push(error.message));
  // What a browser would show its dialog for.
  await atCounter.addInitScript(() => {
    window.print = () => {
      const paper = document.querySelector<HTMLImageElement>(".paper");
      document.documentElement.dataset.printed = paper?.src.slice(0, 22) ?? "nothing";
    };
  });
  await atCounter.goto(counter.url);
  await expect(atCounter.getByLabel(texts.staff.pin.label)).toBeFocused();
  await atCounter.keyboard.type(receptionist.pin);
  await atCounter.keyboard.press("Enter");
  await expect(atCounter.getByLabel(words.search.label)).toBeFocused();
  for (const name of ["Kiosk 1", "Kiosk 2"])
    await expect(tile(atCounter, name)).toContainText(words.tile.works);
  await expect(atCounter).toHaveTitle(words.title);

  await page.goto(first.url);
  const visit = visitor(page);
  await visit.signsIn(secondPatient);
  await visit.hereAndNearest();
  await visit.tap(texts.consent.withoutPhone);
  await visit.at(texts.done.title);
  await page.evaluate(() =>
    fetch("/rpc/demo/set", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ json: { paperOut: true } }),
    }),
  );
  await page.getByRole("button", { name: texts.done.print }).click();
  await expect(tile(atCounter, "Kiosk 1")).toContainText(texts.staff.state.printer.paperOut);
  await expect(atCounter).toHaveTitle(`(2) ${words.title}`);
  await expect(atCounter.locator("html")).toHaveAttribute("data-rung", /\d/);
  await page.getByRole("button", { name: texts.nav.home }).click();
  await page.getByRole("button", { name: new RegExp(texts.welcome.book) }).waitFor();

  // What has come is read out as well.
  const told = atCounter.getByRole("main").getByRole("status");
  await expect(told.first()).toContainText(`${words.lists.tickets}: 1`);
  const row = atCounter.locator("[data-row]").filter({ hasText: secondPatient.family });
  const paper = row.locator("[data-paper]");
  await expect(paper).toHaveText(texts.staff.tickets.paper.notPrinted);
  await atCounter.keyboard.press("ArrowDown");
  await expect(row).toBeFocused();
  await atCounter.keyboard.press("Enter");
  // The kiosk has no paper: this computer's printer stands ready.
  await expect(atCounter.getByLabel(words.ticket.where)).toHaveValue("own");
  await atCounter.keyboard.press("p");
  await expect(atCounter.getByText(words.ticket.asked)).toBeVisible();
  expect(await atCounter.locator("html").getAttribute("data-printed")).toBe("data:image/png;base64,");
  await atCounter.getByRole("button", { name: texts.staff.printing.yes }).click();
  await expect(atCounter.getByText(words.lists.ticketsNone)).toBeVisible();
  await expect(atCounter).toHaveTitle(`(1) ${words.title}`);

  // Found by its name, with keys alone, and printed at the other kiosk.
  await atCounter.keyboard.press("Escape");
  await atCounter.keyboard.type(secondPatient.family);
  await expect(paper).toHaveText(texts.staff.tickets.paper.printed);
  await atCounter.keyboard.press("Enter");
  await atCounter
    .getByLabel(words.ticket.where)
    .selectOption({ label: words.ticket.atKiosk.replace("{{kiosk}}", "Kiosk 2") });
  await atCounter.getByRole("button", { name: words.ticket.print }).click();
  await expect(atCounter.getByText(texts.staff.printing.printed)).toBeVisible();

  // Found by the policy that the patient hands over.
  await atCounter.keyboard.press("Escape");
  await atCounter.keyboard.type(secondPatient.number);
  await atCounter.keyboard.press("Enter");
  await expect(atCounter.getByLabel(words.policy.birthDate)).toBeFocused();
  await atCounter.keyboard.type(secondPatient.birthDate);
  await atCounter.keyboard.press("Enter");
  // Until the kiosk has answered, the lists are those of all patients, and the keys are the form's.
  await expect(atCounter.getByRole("heading", { name: words.lists.ofPatient })).toBeVisible();
  await expect(paper).toHaveText(texts.staff.tickets.paper.printed);
  await atCounter.keyboard.press("ArrowDown");
  await atCounter.keyboard.press("Enter");
  await expect(atCounter.locator("[data-pane] h2")).toBeFocused();

  await second.stop("SIGKILL");
  await expect(tile(atCounter, "Kiosk 2")).toContainText(words.tile.fault.away);
  await expect(tile(atCounter, "Kiosk 1")).not.toContainText(words.tile.fault.away);
  await atCounter.getByRole("button", { name: texts.staff.lock, exact: true }).click();
  await expect(atCounter.getByText(secondPatient.family)).toHaveCount(0);
  await expect(tile(atCounter, "Kiosk 2")).toContainText(words.tile.fault.away);
  // Another start of it, at the same address.
  kiosks = [first, await startKiosk(["--central", first.centralUrl], configOf(1))];
  // It loads its schedule and tries the central API first, which takes as long as the machine is busy.
  await expect(tile(atCounter, "Kiosk 2")).toContainText(words.tile.works, { timeout: 120_000 });
  expect(faults).toEqual([]);
  await atCounter.close();
});
