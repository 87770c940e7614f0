import { expect, type Page, test } from "@playwright/test";
import { type FakeCore, startFakeCore } from "./fake-core.ts";
import { openScene } from "./open-scene.ts";
import type { Scene } from "./scene.ts";
import { scenes } from "./scenes.ts";
import { usualDay } from "./world.ts";

/**
 * From every screen the patient leaves: by the key, by staying away, or with the window. What is there then is what
 * somebody sees who comes first thing in the morning: the same text, attributes and fields as on a page that was never
 * touched, nothing being said, nothing behind «back», nothing stored.
 */
test.describe.configure({ mode: "parallel" });

type Way = "home" | "idle" | "cap" | "lost";
const ways: readonly Way[] = ["home", "idle", "lost", "home", "cap"];

/** What the page keeps besides its text. */
type Kept = {
  readonly title: string;
  readonly url: string;
  readonly history: number;
  readonly state: unknown;
  readonly stored: readonly string[];
  readonly fields: readonly string[];
};

const keptBy = (page: Page): Promise<Kept> =>
  page.evaluate(async () => ({
    title: document.title,
    url: location.href,
    history: history.length,
    state: history.state as unknown,
    stored: [
      ...Object.keys(localStorage),
      ...Object.keys(sessionStorage),
      ...(await indexedDB.databases()).map(({ name }) => name ?? ""),
      ...(await caches.keys()),
      document.cookie,
      window.name,
    ].filter((name) => name !== ""),
    fields: [...document.querySelectorAll<HTMLInputElement>("input, textarea, select")].map(
      ({ value }) => value,
    ),
  }));

/** The page as text with its attributes, without what is told to whoever comes back too late, and React's own ids. */
const shownBy = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const copy = document.documentElement.cloneNode(true) as HTMLElement;
    for (const notice of copy.querySelectorAll(".notice.info[role=status]")) notice.remove();
    // How close the rest stands is a matter of that notice.
    for (const main of copy.querySelectorAll("main")) main.removeAttribute("data-tight");
    return copy.outerHTML.replace(/[«_:]r_?[0-9a-z]+[»_:]/g, "ID");
  });

/** Where a reader and a keyboard begin: nowhere in particular, or at the title. */
const focusOf = (page: Page): Promise<string> =>
  page.evaluate(() => document.activeElement?.closest("h1, body")?.tagName ?? "none");

/** All that was given to the browser to say, and how often it was told to stop. */
async function listen(page: Page): Promise<() => Promise<readonly string[]>> {
  await page.addInitScript(() => {
    const heard: string[] = [];
    const voices = [{ name: "Irina", lang: "ru-RU", localService: true, default: true }];
    class Utterance {
      readonly text: string;
      onend: () => void = () => undefined;
      constructor(text: string) {
        this.text = text;
      }
    }
    const synthesis = Object.assign(new EventTarget(), {
      getVoices: () => voices,
      // It never comes to an end by itself: whatever waits behind it is heard only if it isn't stopped.
      speak: ({ text }: Utterance) => heard.push(text),
      cancel: () => heard.push(""),
    });
    Object.defineProperty(window, "speechSynthesis", { value: synthesis });
    Object.assign(window, { SpeechSynthesisUtterance: Utterance, heard });
  });
  return () => page.evaluate(() => (window as unknown as { heard: string[] }).heard);
}

async function leave(page: Page, core: FakeCore, way: Way): Promise<void> {
  const home = page.getByRole("button", { name: "В начало", exact: true });
  if (way === "home" && (await home.isEnabled({ timeout: 500 }).catch(() => false))) {
    const isCovered = await page.locator("dialog[open]").count();
    if (isCovered === 0) {
      await home.click();
      const sure = page.getByRole("dialog").getByRole("button", { name: "Выйти" });
      if (await sure.isVisible()) await sure.click();
      return;
    }
  }
  core.push({ type: "session", session: { state: "none", endedBy: way === "home" ? "idle" : way } });
}

async function leavesNothing(page: Page, scene: Scene, way: Way): Promise<void> {
  const heard = await listen(page);
  const opened = await openScene(page, scene);
  const isUp = await fetch(opened.url).then(
    () => true,
    () => false,
  );
  // A scene without a core: the patient leaves, and it comes back, knowing of nobody.
  const core = isUp ? opened : await startFakeCore(usualDay(), Number(new URL(opened.url).port));
  try {
    if (isUp && core.session().state === "none") return;
    const before = (await heard()).length;
    await leave(page, core, way);
    await expect.poll(() => core.session().state).toBe("none");
    const fresh = await page.context().newPage();
    await fresh.goto(core.url);
    await expect(fresh.locator("main")).toBeVisible();
    await expect.poll(() => shownBy(page)).toBe(await shownBy(fresh));
    expect(await keptBy(page)).toEqual(await keptBy(fresh));
    expect((await keptBy(page)).stored).toEqual([]);
    expect(["BODY", "H1"]).toContain(await focusOf(page));
    // With the session goes the choice to have things read out, and what was still to be said.
    expect((await heard()).slice(before).filter((text) => text !== "")).toEqual([]);
    // Before the screens there was an empty page: nothing of the session lies between.
    await page.goBack();
    expect(page.url()).toBe("about:blank");
    await page.goForward();
    await expect.poll(() => shownBy(page)).toBe(await shownBy(fresh));
  } finally {
    await core.close();
  }
}

for (const [place, scene] of scenes.entries()) {
  const way = ways[place % ways.length] ?? "home";
  test(`${scene.name}: who leaves (${way}) leaves nothing behind`, async ({ page }) => {
    await page.emulateMedia({ reducedMotion: "reduce" });
    await leavesNothing(page, scene, way);
  });
}
