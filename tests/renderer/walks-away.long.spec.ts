import { expect, type Page, test } from "@playwright/test";
import { type FakeCore, startFakeCore } from "./fake-core.ts";
import { type Listen, listenIn, type VoiceFrom } from "./listen-in.ts";
import { openScene } from "./open-scene.ts";
import type { Scene } from "./scene.ts";
import { scenes } from "./scenes.ts";
import { choose, step } from "./walk.ts";
import { usualDay } from "./world.ts";

/**
 * From every screen the patient leaves: by the key, by staying away, or with the window. What is there then is what
 * somebody sees who comes first thing in the morning: the same text, attributes and fields as on a page that was never
 * touched, nothing being said, nothing behind «back», nothing stored.
 */
test.describe.configure({ mode: "parallel" });

type Way = "home" | "idle" | "cap" | "lost";
const ways: readonly Way[] = ["home", "idle", "lost", "home", "cap"];
// Over all scenes each of these meets each way to leave.
const voices: readonly (VoiceFrom | null)[] = [null, "browser", null, "core"];

/** What the page keeps besides its text. */
type Kept = {
  readonly title: string;
  readonly path: string;
  readonly history: number;
  readonly state: unknown;
  readonly stored: readonly string[];
  readonly fields: readonly string[];
};

const keptBy = (page: Page): Promise<Kept> =>
  page.evaluate(async () => ({
    title: document.title,
    path: location.pathname + location.search + location.hash,
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

/** Has things read out from the first screen on, where it lets one choose that. */
async function switchVoiceOn(page: Page, heard: Listen): Promise<void> {
  await page.locator("main").waitFor();
  const modes = page.getByRole("button", { name: "Настроить экран" });
  if (!(await modes.isVisible())) return;
  await choose(modes);
  await step(page, "включён");
  await step(page, "Готово");
  await expect.poll(async () => (await heard()).map(({ does }) => does)).toContain("begins");
}

const titleOf = async (page: Page): Promise<string> =>
  (await page.locator("main h1").allTextContents()).join(" ");

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

type Untouched = { readonly shown: string; readonly kept: Kept };
/** By what the core says of the kiosk: nothing else is on a page that was never touched. */
const untouched = new Map<string, Untouched>();

async function untouchedPage(page: Page, { url, world }: FakeCore): Promise<Untouched> {
  const key = JSON.stringify([world.info, world.now]);
  const known = untouched.get(key);
  if (known) return known;
  const fresh = await page.context().newPage();
  await fresh.goto(url);
  await expect(fresh.locator("main")).toBeVisible();
  // The page's own first words, until the core has told what there is to show.
  await expect(fresh.locator("h1")).not.toHaveText("Инфомат включается…");
  const made = { shown: await shownBy(fresh), kept: await keptBy(fresh) };
  await fresh.close();
  untouched.set(key, made);
  return made;
}

async function leavesNothing(page: Page, scene: Scene, way: Way, voice: VoiceFrom | null): Promise<void> {
  const heard = await listenIn(page, voice ?? "browser");
  const opened = await openScene(page, scene, voice === null ? undefined : () => switchVoiceOn(page, heard));
  const isUp = await fetch(opened.url).then(
    () => true,
    () => false,
  );
  // A scene without a core: the patient leaves, and it comes back, knowing of nobody.
  const core = isUp ? opened : await startFakeCore(usualDay(), Number(new URL(opened.url).port));
  try {
    if (isUp && core.session().state === "none") return;
    const before = await heard();
    const titleBefore = await titleOf(page);
    if (voice === null) expect(before).toEqual([]);
    await leave(page, core, way);
    await expect.poll(() => core.session().state).toBe("none");
    // A broken page starts itself anew; its scene keeps it from that, so that it can be looked at.
    if (scene.name === "broken") await page.reload();
    const { shown, kept } = await untouchedPage(page, core);
    await expect.poll(() => shownBy(page)).toBe(shown);
    expect(await keptBy(page)).toEqual(kept);
    expect(kept.stored).toEqual([]);
    expect(["BODY", "H1"]).toContain(await focusOf(page));
    // With the session goes the choice to have things read out, and what was still to be said.
    const title = await titleOf(page);
    const after = (await heard()).slice(before.length).filter(({ does }) => does === "begins");
    // On the first screen itself something may still have been due before the patient left.
    if (title !== titleBefore) expect(after.filter((one) => one.title === title)).toEqual([]);
    expect((await heard()).at(-1)?.does ?? "stops").toBe("stops");
    // Before the screens there was an empty page: nothing of the session lies between.
    await page.goBack();
    expect(page.url()).toBe("about:blank");
  } finally {
    await core.close();
  }
}

for (const [place, scene] of scenes.entries()) {
  const way = ways[place % ways.length] ?? "home";
  // What nothing chosen changes is what nobody has come to yet.
  const voice = scene.unchosen ? null : (voices[place % voices.length] ?? null);
  const listens = voice === null ? "" : ` and listens to the ${voice}'s voice`;
  test(`${scene.name}: who leaves (${way})${listens} leaves nothing behind`, async ({ page }) => {
    await page.emulateMedia({ reducedMotion: "reduce" });
    await leavesNothing(page, scene, way, voice);
  });
}
