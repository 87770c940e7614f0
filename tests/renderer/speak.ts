import type { Page } from "@playwright/test";

/**
 * Changes the language on whatever screen is there, also where the keys for it are not: asks the texts that
 * React holds for the page's components. Where a patient can change it, a test should touch the keys.
 */
export async function speak(page: Page, language: string): Promise<void> {
  if ((await page.locator("html").getAttribute("lang")) === language) return;
  const changed = await page.evaluate(async (language) => {
    type Texts = { changeLanguage(language: string): Promise<unknown> };
    type Hook = { readonly memoizedState: unknown; readonly next: Hook | null };
    type Fiber = {
      readonly memoizedState: unknown;
      readonly child: Fiber | null;
      readonly sibling: Fiber | null;
    };
    type Root = { readonly stateNode: { readonly current: Fiber } };
    const isTexts = (value: unknown): value is Texts =>
      typeof value === "object" && value !== null && "changeLanguage" in value;
    const isHook = (value: unknown): value is Hook =>
      typeof value === "object" && value !== null && "next" in value && "memoizedState" in value;

    function inHooks(state: unknown): Texts | null {
      for (let hook = isHook(state) ? state : null; hook !== null; hook = hook.next) {
        const kept = Array.isArray(hook.memoizedState) ? hook.memoizedState.flat() : [hook.memoizedState];
        const found = kept.find(isTexts);
        if (found) return found;
      }
      return null;
    }
    function inFibers(fiber: Fiber | null): Texts | null {
      if (fiber === null) return null;
      return inHooks(fiber.memoizedState) ?? inFibers(fiber.child) ?? inFibers(fiber.sibling);
    }
    const root = document.getElementById("root");
    const [, container] =
      Object.entries(root ?? {}).find(([name]) => name.startsWith("__reactContainer")) ?? [];
    // What the container holds may be the tree before the last one; the root knows which is shown.
    const texts = inFibers((container as Root | undefined)?.stateNode.current ?? null);
    await texts?.changeLanguage(language);
    return texts !== null;
  }, language);
  if (!changed) throw new Error("no texts found on the page");
  await page.locator(`html[lang=${language}]`).waitFor({ state: "attached" });
}
