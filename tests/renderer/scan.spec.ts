import type { Page } from "@playwright/test";
import type { HeardScan } from "#contract/scanner/scan.ts";
import type { FakeCore } from "./fake-core.ts";
import * as walk from "./walk.ts";
import { expect, test } from "./with-kiosk.ts";

/** As it was read, and covered a moment later. */
const wholeNumber = /4056 (4108 4200|•••• ••••) 1238/;
const policy = { kind: "policy", number: walk.policy, birthDate: "1985-03-07" } as const;
const hold = (core: FakeCore, scan: HeardScan): void => core.push({ type: "scanner", scan });
const signIns = (core: FakeCore) => core.calls.filter(({ path }) => path === "session.signIn");

test("a policy held to the scanner on the first screen signs its holder in", async ({ page, open }) => {
  const core = await open();
  await page.getByText("Записаться к врачу").waitFor();
  hold(core, policy);
  await expect(page.getByRole("heading", { name: "Выберите клинику" })).toBeVisible();
  expect(signIns(core).map(({ input }) => input)).toEqual([
    {
      policy: { kind: "unified", series: "", number: walk.policy },
      birthDate: walk.birthDate,
      document: "",
      name: null,
    },
  ]);
});

test("a policy that nobody is found by leaves its number and date on the screen", async ({ page, open }) => {
  const core = await open((world) => {
    world.faults["session.signIn"] = [{ code: "PATIENT_NOT_FOUND", data: {} }];
  });
  await walk.start(page);
  await walk.typeKeys(page, "55");
  hold(core, policy);
  await expect(page.getByRole("dialog")).toContainText("Не нашли вас по этим данным");
  await page.getByRole("button", { name: "Проверить данные" }).click();
  await expect(page.getByRole("textbox", { name: "Номер полиса" })).toContainText(wholeNumber);
  await expect(page.getByRole("textbox", { name: "Дата рождения" })).toContainText(/(07 03|•• ••) 1985/);
});

test("a plain number fills its field and asks for the birth date", async ({ page, open }) => {
  const core = await open();
  await walk.start(page);
  hold(core, { kind: "number", number: walk.policy });
  await expect(page.getByRole("status")).toContainText("Теперь введите дату рождения");
  expect(signIns(core)).toEqual([]);
  await walk.typeKeys(page, walk.birthDate);
  await page.getByRole("button", { name: "Войти" }).click();
  await expect(page.getByRole("heading", { name: "Выберите клинику" })).toBeVisible();
});

test.describe("what is no policy gets its own words, and the form stays as it was", () => {
  for (const [scan, words] of [
    [{ kind: "fault", fault: "SCAN_UNREADABLE" }, "Код не прочитался"],
    [{ kind: "fault", fault: "SCAN_PARTIAL" }, "прочитался не до конца"],
    [{ kind: "fault", fault: "SCAN_FOREIGN" }, "Это не код полиса"],
    [{ kind: "visit", id: "visit-1" }, "Это талон на приём"],
  ] as const) {
    test(words, async ({ page, open }) => {
      const core = await open();
      await walk.start(page);
      await walk.typeKeys(page, "5512");
      hold(core, scan);
      await expect(page.getByRole("status")).toContainText(words);
      await expect(page.getByRole("textbox", { name: "Номер полиса" })).toContainText("5512");
      expect(signIns(core)).toEqual([]);
    });
  }
});

test("a scan while someone is signed in changes nothing and is told", async ({ page, open }) => {
  const core = await open();
  await walk.toBranch(page);
  hold(core, { kind: "ignored" });
  await expect(page.getByRole("status")).toContainText("Вы уже вошли");
  await expect(page.getByRole("heading", { name: "Выберите отделение" })).toBeVisible();
  expect(signIns(core)).toHaveLength(1);
});

test("before the schedule is loaded a policy is asked for later", async ({ page, open }) => {
  const core = await open((world) => {
    world.info.central = { state: "never", reachable: true, progress: null };
  });
  await page.getByText("Записаться к врачу").waitFor();
  hold(core, policy);
  await expect(page.getByRole("status").filter({ hasText: "чуть позже" })).toBeVisible();
  expect(core.calls.some(({ path }) => path === "session.start")).toBe(false);
});

/** Digits and Enter with nothing between them: keys sent through the browser's own door may come slowly. */
const typeLikeScanner = (page: Page, digits: string): Promise<void> =>
  page.evaluate((text) => {
    const press = (key: string, code: string): void => {
      const event = new KeyboardEvent("keydown", { key, code, bubbles: true, cancelable: true });
      (document.activeElement ?? document.body).dispatchEvent(event);
    };
    for (const digit of text) press(digit, `Digit${digit}`);
    press("Enter", "Enter");
  }, digits);

test("a scanner that types: its digits don't land in the field, its Enter presses nothing", async ({
  page,
  open,
}) => {
  const core = await open((world) => {
    world.info.scanner = "keyboard";
    world.scans["4607001234567"] = { kind: "fault", fault: "SCAN_FOREIGN" };
    world.scans[walk.policy] = { kind: "number", number: walk.policy };
  });
  await walk.start(page);
  await typeLikeScanner(page, "4607001234567");
  await expect(page.getByRole("status")).toContainText("Это не код полиса");
  await expect(page.getByRole("textbox", { name: "Номер полиса" })).not.toContainText("4607");
  await typeLikeScanner(page, walk.policy);
  await expect(page.getByRole("textbox", { name: "Номер полиса" })).toContainText(wholeNumber);
  expect(core.calls.filter(({ path }) => path === "scanner.read").map(({ input }) => input)).toEqual([
    { text: "4607001234567" },
    { text: walk.policy },
  ]);
});

test("a scanner that begins with Enter presses nothing, and its code is whole though the page repaints in between", async ({
  page,
  open,
}) => {
  const core = await open((world) => {
    world.info.scanner = "keyboard";
    world.scans[walk.policy] = { kind: "number", number: walk.policy };
  });
  await page.getByText("Записаться к врачу").waitFor();
  await page.getByRole("button", { name: "Мои записи" }).focus();
  // All in a row, without an answer awaited in between: the pauses are the scanner's and not the test's.
  const browser = await page.context().newCDPSession(page);
  const press = (key: string): Promise<unknown> => {
    const code = key === "Enter" ? "Enter" : `Digit${key}`;
    const text = key === "Enter" ? "\r" : key;
    const windowsVirtualKeyCode = text.charCodeAt(0);
    const event = { key, code, text, windowsVirtualKeyCode };
    return Promise.all(
      (["keyDown", "keyUp"] as const).map((type) =>
        browser.send("Input.dispatchKeyEvent", type === "keyDown" ? { type, ...event } : { type, key, code }),
      ),
    );
  };
  const pressAll = (keys: readonly string[]): Promise<unknown> => Promise.all(keys.map(press));
  // Half of the keys wait while the page is busy, and its timers are late.
  const busy = `{
    const until = performance.now() + 250;
    document.documentElement.dataset.theme = "dark";
    while (performance.now() < until) document.body.getBoundingClientRect();
  }`;
  await Promise.all([
    pressAll(["Enter", ...walk.policy.slice(0, 3)]),
    browser.send("Runtime.evaluate", { expression: busy }),
    pressAll([...walk.policy.slice(3), "Enter", "Enter"]),
  ]);
  await expect(page.getByRole("textbox", { name: "Номер полиса" })).toContainText(wholeNumber);
  expect(core.calls.filter(({ path }) => path === "scanner.read").map(({ input }) => input)).toEqual([
    { text: walk.policy },
  ]);
});

test("Enter of a hand still presses what has the focus", async ({ page, open }) => {
  await open((world) => {
    world.info.scanner = "keyboard";
  });
  await page.getByRole("button", { name: /Записаться к врачу/ }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Введите номер полиса ОМС" })).toBeVisible();
});

test.describe("a scan does nothing behind what lies over the screen, and says so", () => {
  const covered = /^(Помощь|Как вам удобнее\?|Демонстрация)$/;
  const covers: Readonly<Record<string, (page: Page) => Promise<void>>> = {
    help: (page) => page.getByRole("button", { name: "Помощь" }).click(),
    "the sheet of modes": (page) => page.getByRole("button", { name: "Настроить экран" }).click(),
    "the demo's sheet": (page) => page.getByRole("button", { name: "Демо" }).click(),
  };
  for (const [name, cover] of Object.entries(covers))
    for (const scan of [policy, { kind: "visit", id: "visit-1" }] as const) {
      test(`${name}: a ${scan.kind}`, async ({ page, open }) => {
        const core = await open();
        await cover(page);
        await expect(page.getByRole("heading", { name: covered })).toBeVisible();
        hold(core, scan);
        await expect(page.getByRole("status").filter({ hasText: "Полис понадобится позже" })).toBeVisible();
        await page.keyboard.press("Escape");
        await expect(page.getByRole("button", { name: /Записаться к врачу/ })).toBeVisible();
        expect(signIns(core)).toEqual([]);
        // Help opens a session of its own; what the scan would have opened stands behind it.
        if (name !== "help") expect(core.calls.filter(({ path }) => path === "session.start")).toEqual([]);
      });
    }
});

test("without a scanner nothing on the screens speaks of one", async ({ page, open }) => {
  await open((world) => {
    world.info.scanner = "none";
    world.info.demo = false;
  });
  await walk.start(page);
  await expect(page.getByText("сканер")).toHaveCount(0);
});

test("the demo holds a policy to the scanner", async ({ page, open }) => {
  await open();
  await page.getByRole("button", { name: "Демо" }).click();
  await page.getByRole("button", { name: "Иванов", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Выберите клинику" })).toBeVisible();
});

test("a ticket opens its visit as soon as its patient has signed in", async ({ page, open }) => {
  const core = await open();
  await page.getByText("Записаться к врачу").waitFor();
  hold(core, { kind: "visit", id: "visit-1" });
  await expect(page.getByRole("heading", { name: "Введите номер полиса ОМС" })).toBeVisible();
  await expect(page.getByRole("status")).toContainText("Это талон на приём");
  hold(core, policy);
  await expect(page.getByRole("button", { name: "Отменить запись" })).toBeVisible();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("09:15");
});

test("somebody else's ticket opens nothing of theirs", async ({ page, open }) => {
  const core = await open();
  await page.getByText("Записаться к врачу").waitFor();
  hold(core, { kind: "visit", id: "visit-of-another-patient" });
  await expect(page.getByRole("heading", { name: "Введите номер полиса ОМС" })).toBeVisible();
  hold(core, policy);
  await expect(page.getByRole("heading", { name: "Мои записи" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Отменить запись" })).toHaveCount(0);
});

test("a policy held to the scanner where the name is asked for is another one, and asked for anew", async ({
  page,
  open,
}) => {
  const needed = { code: "NAME_NEEDED", data: {} } as const;
  const core = await open((world) => {
    world.faults["session.signIn"] = [needed, needed];
  });
  await walk.start(page);
  hold(core, policy);
  const name = page.getByRole("heading", { level: 1, name: "Теперь фамилия и имя" });
  await expect(name).toBeVisible();
  hold(core, policy);
  await expect.poll(() => signIns(core).length).toBe(2);
  await expect(name).toBeVisible();
});
