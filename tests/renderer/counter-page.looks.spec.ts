import { join } from "node:path";
import { expect, type Page, test } from "@playwright/test";
import { openCounter, tokenFile } from "#tests/reception/counter.ts";
import { crowded } from "#tests/reception/crowded-lobby.ts";
import { fakeKiosk, saying, works } from "#tests/reception/fake-kiosk.ts";
import { technician } from "#tests/support/staff.ts";
import { axeFindings } from "./axe.ts";

/** Where pictures of each state go, for whoever wants to look at them. */
const pictures = process.env.COUNTER_PICTURES;
const looks = [
  ...[
    { width: 1024, height: 768 },
    { width: 1366, height: 768 },
    { width: 1920, height: 1080 },
  ].flatMap((size) => [
    { ...size, language: "ru", theme: "light" } as const,
    { ...size, language: "en", theme: "light" } as const,
    { ...size, language: "kk", theme: "light" } as const,
    { ...size, language: "tt", theme: "dark" } as const,
  ]),
  { width: 1280, height: 1024, language: "ru", theme: "light" },
  // 1366 × 768 at 200 %, where the page scrolls as a whole.
  { width: 683, height: 384, language: "ru", theme: "light" },
] as const;
/** Narrower than that the parts stand below each other. */
const sideBySide = 900;

const closers: (() => unknown)[] = [];
const later = (close: () => unknown) => closers.push(close);
let origin: string;
test.beforeAll(async () => {
  const token = tokenFile(later);
  const kiosks = [
    await fakeKiosk(later, crowded({ printer: "paperOut" })),
    await fakeKiosk(
      later,
      crowded({ service: "closed", missing: ["OUT_OF_SERVICE", "CENTRAL_UNAVAILABLE"] }),
    ),
    await fakeKiosk(
      later,
      saying(() => works),
    ),
    await fakeKiosk(
      later,
      saying(() => ({ protocol: 2 })),
    ),
  ];
  const names = ["У входа", "Второй этаж, у лифта", "Детское отделение", "Старый корпус"];
  const counter = await openCounter(
    later,
    {
      kiosks: kiosks.map(({ url }, at) => ({ name: names[at] ?? "", url, tokenFile: token })),
      every: 1,
    },
    { pageDir: join(import.meta.dirname, "../../dist/reception") },
  );
  ({ origin } = counter);
});
test.afterAll(async () => {
  for (const close of closers.reverse()) await close();
});

/** What sticks out of the window, or out of its own box, and letters that are too small to read. */
const misfits = (page: Page): Promise<string[]> =>
  page.evaluate((sideBySide) => {
    const found: string[] = [];
    const { documentElement: root } = document;
    const isTooHigh = innerWidth >= sideBySide && root.scrollHeight > root.clientHeight;
    if (root.scrollWidth > root.clientWidth || isTooHigh) found.push("the page scrolls");
    // A box that scrolls hides what sticks out of it sideways.
    for (const box of document.querySelectorAll<HTMLElement>(".work-pane, .work-list, .kiosk-tiles"))
      if (box.scrollWidth > box.clientWidth) found.push(`scrolls sideways: ${box.className}`);
    for (const element of document.querySelectorAll<HTMLElement>("body *")) {
      if (element.closest(".hidden-text, svg, option") || !element.checkVisibility()) continue;
      const text = [...element.childNodes].some(
        (one) => one.nodeType === Node.TEXT_NODE && one.textContent?.trim(),
      );
      if (!text) continue;
      const box = element.getBoundingClientRect();
      const name = `${element.className || element.tagName}: ${element.textContent?.slice(0, 40)}`;
      if (box.right > innerWidth + 1 || box.left < -1) found.push(`outside: ${name}`);
      if (element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0)
        found.push(`cut: ${name}`);
      if (Number.parseFloat(getComputedStyle(element).fontSize) < 15) found.push(`small: ${name}`);
    }
    const boxes = document.querySelector(".work-lists");
    const filled = [...(boxes?.children ?? [])].reduce((sum, box) => sum + box.clientHeight, 0);
    // What scrolls as a whole has no room to leave empty.
    if (boxes && innerWidth < sideBySide && boxes.clientHeight > filled + 8) found.push("empty: .work-lists");
    const search = document.querySelector<HTMLInputElement>("[data-search]");
    if (search && search.scrollWidth > search.clientWidth) found.push("cut: the hint of the search");
    return found;
  }, sideBySide);

async function look(page: Page, name: string): Promise<void> {
  if (pictures) await page.screenshot({ path: join(pictures, `${name}.png`) });
  expect.soft([name, await misfits(page)]).toEqual([name, []]);
  expect.soft([name, await axeFindings(page, "light")]).toEqual([name, []]);
}

for (const { width, height, language, theme } of looks)
  test(`everything fits and can be read at ${width} × ${height}, ${language}, ${theme}`, async ({
    browser,
  }) => {
    const context = await browser.newContext({
      viewport: { width, height },
      colorScheme: theme,
      reducedMotion: "reduce",
    });
    const page = await context.newPage();
    await page.addInitScript((code) => localStorage.setItem("language", code), language);
    const at = (state: string) => look(page, `${width}-${language}-${state}`);
    await page.goto(origin);
    await expect(page.locator("input[type=password]")).toBeFocused();
    await at("sign-in");
    await page.keyboard.type(technician.pin);
    await page.keyboard.press("Enter");
    await expect(page.locator("[data-row]").first()).toBeVisible();
    await at("lists");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await expect(page.locator(".print-key")).toBeVisible();
    await at("ticket");
    await page.locator(".work-list").nth(1).locator("[data-row]").first().click();
    await expect(page.locator(".note-keys")).toBeVisible();
    await at("entry");
    await page.keyboard.press("Escape");
    await page.keyboard.type("0010002");
    await expect(page.locator("[data-row]")).toHaveCount(2);
    await at("found");
    await page.keyboard.press("Escape");
    await page.keyboard.type("0173150844000079");
    await page.keyboard.press("Enter");
    await page.keyboard.type("31021948");
    await page.keyboard.press("Enter");
    await expect(page.locator(".policy-form .notice")).toBeVisible();
    await at("policy");
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.type("05061948");
    await page.keyboard.press("Enter");
    await expect(page.locator("[data-row]")).toHaveCount(3);
    await at("of-patient");
    await page.locator(".counter-bar .key").last().click();
    await expect(page.locator("input[type=password]")).toBeVisible();
    await at("locked");
    await context.close();
  });

/** What comes of a scanner's keys while the computer has its Russian letters on. */
const inRussian: Readonly<Record<string, string>> = Object.fromEntries(
  [..."qwertyuiopasdfghjklzxcvbnm"].map((key, at) => [key, [..."йцукенгшщзфывапролдячсмить"][at] ?? ""]),
);

test("a scanner's code is read whichever letters the computer has on", async ({ browser }) => {
  const page = await browser.newPage();
  await page.goto(origin);
  await expect(page.locator("input[type=password]")).toBeFocused();
  await page.keyboard.type(technician.pin);
  await page.keyboard.press("Enter");
  await expect(page.locator("[data-row]").first()).toBeVisible();
  const keyboard = await page.context().newCDPSession(page);
  for (const sign of "INFOMAT:V1:visit-1") {
    const letter = inRussian[sign.toLowerCase()];
    const isUpper = sign !== sign.toLowerCase();
    const [code, text] =
      letter !== undefined
        ? [`Key${sign.toUpperCase()}`, isUpper ? letter.toUpperCase() : letter]
        : sign === ":"
          ? ["Semicolon", "Ж"]
          : [sign === "-" ? "Minus" : `Digit${sign}`, sign];
    const modifiers = isUpper || sign === ":" ? 8 : 0;
    await keyboard.send("Input.dispatchKeyEvent", { type: "keyDown", code, key: text, text, modifiers });
    await keyboard.send("Input.dispatchKeyEvent", { type: "keyUp", code, key: text, modifiers });
  }
  await expect(page.locator("[data-search]")).toHaveValue("ШТАЩЬФЕЖМ1Жмшыше-1");
  await page.keyboard.press("Enter");
  await expect(page.locator("[data-pane] h2")).toContainText("0010001");
  await page.close();
});
