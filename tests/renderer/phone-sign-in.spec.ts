import type { Page } from "@playwright/test";
import { presets } from "#contract/flow/presets.ts";
import { settled } from "./open-scene.ts";
import * as walk from "./walk.ts";
import { wear } from "./wear.ts";
import { expect, test } from "./with-kiosk.ts";
import type { World } from "./world.ts";

const withPhone =
  (change: (world: World) => void = () => undefined) =>
  (world: World): void => {
    world.info.signInMethods = ["gosuslugi", "policy"];
    change(world);
  };
const begin = "Записаться к врачу";
const byPolicy = "Другой способ: полис ОМС";
const qrCode = (page: Page) => page.getByRole("img", { name: /QR-код/ });

/** From the first screen to the code. */
async function toCode(page: Page): Promise<void> {
  await page.getByRole("button", { name: begin }).click();
  await qrCode(page).waitFor();
}

test("code, address and the two digits stand beside what the camera reads; a confirmation leads on", async ({
  page,
  open,
}) => {
  const core = await open(withPhone());
  await page.getByRole("button", { name: begin }).click();
  await expect(qrCode(page)).toBeVisible();
  const beside = page.getByRole("region", { name: "Код для телефона" });
  await expect(beside).toContainText("sso.region.example/device");
  await expect(beside).toContainText("WDJB-MJHT");
  await expect(beside.getByRole("timer")).toContainText(/[45]:\d\d/);
  await expect(page.getByRole("main")).toContainText("то же число: 47");
  core.world.phoneOutcome = "signedIn";
  await expect(page.getByRole("heading", { name: "Выберите клинику" })).toBeVisible();
  await expect(page.getByText("И. И. Петров")).toBeVisible();
});

test("help over the screen leaves the code as it is, and a confirmation meanwhile counts", async ({
  page,
  open,
}) => {
  const core = await open(withPhone());
  await toCode(page);
  await page.getByRole("button", { name: "Помощь" }).click();
  await expect(page.getByRole("heading", { name: "Как войти через Госуслуги" })).toBeVisible();
  await expect(qrCode(page)).toBeHidden();
  core.world.phoneOutcome = "signedIn";
  await page.getByRole("button", { name: "Назад" }).click();
  await expect(page.getByRole("heading", { name: "Выберите клинику" })).toBeVisible();
  expect(core.calls.filter(({ path }) => path === "session.startPhone")).toHaveLength(1);
});

test("where no code can be drawn, the pictures tell of the address and not of the camera", async ({
  page,
  open,
}) => {
  await open((world) => {
    withPhone()(world);
    world.phoneGrant = { ...world.phoneGrant, qr: null };
  });
  await walk.step(page, "Записаться к врачу");
  await expect(page.getByText("WDJB-MJHT")).toBeVisible();
  await expect(page.getByText("Откройте на телефоне адрес и введите код")).toBeVisible();
  await expect(page.getByText(/Наведите камеру/)).toHaveCount(0);
});

test("the other way is the policy, and takes the code along", async ({ page, open }) => {
  const core = await open(withPhone());
  await toCode(page);
  await page.getByRole("button", { name: byPolicy }).click();
  await expect(page.getByRole("heading", { name: "Введите номер полиса ОМС" })).toBeVisible();
  await expect.poll(() => core.calls.some(({ path }) => path === "session.stopPhone")).toBe(true);
  await page.getByRole("button", { name: "Через Госуслуги" }).click();
  await expect(page.getByRole("heading", { name: "Войдите через Госуслуги" })).toBeVisible();
});

test("a policy held to the scanner signs in, whatever way the screen is at", async ({ page, open }) => {
  const core = await open(withPhone());
  await toCode(page);
  core.push({
    type: "scanner",
    scan: { kind: "policy", number: walk.policy, birthDate: "1985-03-07" },
  });
  await expect(page.getByRole("heading", { name: "Выберите клинику" })).toBeVisible();
});

test.describe("nobody is let in, and it is said why and what to do", () => {
  for (const [code, words, again] of [
    ["PHONE_REFUSED", "Вход отменён на телефоне", "Новый код"],
    ["PHONE_EXPIRED", "Время кода вышло", "Новый код"],
    ["CENTRAL_AWAY", "Запись сейчас не работает", "Попробовать ещё раз"],
    ["PROVIDER_AWAY", "Госуслуги сейчас не отвечают", "Попробовать ещё раз"],
    ["PATIENT_NOT_FOUND", "Регистрируют один раз", null],
    ["PATIENT_AMBIGUOUS", "Нужна помощь регистратуры", null],
  ] as const) {
    test(code, async ({ page, open }) => {
      const core = await open(
        withPhone((world) => {
          world.phoneOutcome = code;
        }),
      );
      await page.getByRole("button", { name: begin }).click();
      await expect(page.getByRole("main")).toContainText(words);
      const offered = page.getByRole("button", { name: /^(Новый код|Попробовать ещё раз)$/ });
      await expect(offered).toHaveText(again === null ? [] : [again]);
      core.world.phoneOutcome = "waiting";
      if (again !== null) {
        await offered.click();
        await expect(qrCode(page)).toBeVisible();
      }
      await page.getByRole("button", { name: byPolicy }).click();
      await expect(page.getByRole("heading", { name: "Введите номер полиса ОМС" })).toBeVisible();
    });
  }

  test("the provider is away when the code is asked for", async ({ page, open }) => {
    await open(
      withPhone((world) => {
        world.faults["session.startPhone"] = [{ code: "PROVIDER_AWAY", data: {} }];
      }),
    );
    await page.getByRole("button", { name: begin }).click();
    await page.getByRole("heading", { name: "Госуслуги сейчас не отвечают" }).waitFor();
    await page.getByRole("button", { name: byPolicy }).click();
    await walk.typeKeys(page, walk.policy + walk.birthDate);
    await page.getByRole("button", { name: "Войти" }).click();
    await expect(page.getByRole("heading", { name: "Выберите клинику" })).toBeVisible();
  });
});

test("«В начало» while the phone is waited for leads to the first screen, and asks for nothing more", async ({
  page,
  open,
}) => {
  const core = await open(withPhone());
  await toCode(page);
  await page.getByRole("button", { name: "В начало" }).click();
  await expect(page.getByRole("button", { name: begin })).toBeVisible();
  core.world.phoneOutcome = "signedIn";
  await expect.poll(() => core.calls.some(({ path }) => path === "session.end")).toBe(true);
  await expect(page.getByText("И. И. Петров")).toHaveCount(0);
});

test("where the policy comes first, the phone stands beside the three documents", async ({ page, open }) => {
  await open((world) => {
    world.info.signInMethods = ["policy", "gosuslugi"];
    world.info.flow = [...presets.registratura40];
  });
  await expect(page.getByText("Понадобится полис ОМС.")).toContainText("Можно и через Госуслуги");
  await walk.start(page);
  await page.getByRole("button", { name: "Через Госуслуги" }).click();
  await expect(qrCode(page)).toBeVisible();
});

test("a kiosk without an identity provider offers the policy alone", async ({ page, open }) => {
  await open();
  await walk.start(page);
  await expect(page.getByRole("button", { name: "Через Госуслуги" })).toHaveCount(0);
});

test.describe("the code is as large as the room allows, and how a child is booked stays there", () => {
  for (const [size, least] of [
    [{ width: 1080, height: 1920 }, 550],
    [{ width: 1920, height: 1080 }, 480],
    [{ width: 1280, height: 1024 }, 420],
    [{ width: 1024, height: 768 }, 300],
  ] as const)
    test(`${size.width}×${size.height}`, async ({ page, open }) => {
      await page.setViewportSize(size);
      await open(withPhone());
      await toCode(page);
      const square = async (): Promise<number> =>
        (await page.locator(".phone-qr rect").boundingBox())?.width ?? 0;
      await expect.poll(square).toBeGreaterThan(least);
      for (const text of ["large", "largest"] as const) {
        await wear(page, { size, text, theme: "light", language: "ru", reach: "usual" });
        await settled(page);
        // Larger words leave it a little less.
        expect(await square()).toBeGreaterThanOrEqual(0.83 * least);
        await expect(page.getByText("Записываете ребёнка")).toBeVisible();
      }
    });
});
