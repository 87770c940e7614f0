import type { Page } from "@playwright/test";
import axe, { type Result } from "axe-core";

/** WCAG 2.2 up to AA, and what axe counts as good practice beside it. No rule is left out. */
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
/** ≥ 7 : 1, which the high-contrast theme promises beyond AA. */
const enhanced = "color-contrast-enhanced";

/**
 * What axe finds on the screen that the page shows, one line for each rule, with the elements. The program is put
 * into the page once and stays there. A page that moves is a finding itself: a colour that is measured while it fades
 * in is nobody's colour, and a fast machine measures another one than a slow one.
 */
export async function axeFindings(page: Page, theme: string): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe.source);
  const violations = await page.evaluate(
    async ({ tags, rules }) => {
      const { axe: program } = window as unknown as { axe: typeof axe };
      const found = await program.run(document, {
        runOnly: { type: "tag", values: tags },
        rules,
        resultTypes: ["violations"],
      });
      return found.violations as Result[];
    },
    { tags, rules: { [enhanced]: { enabled: theme === "contrast" }, "target-size": { enabled: true } } },
  );
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
  return [...(await movements(page)), ...found];
}

/** What would still move, seen also after it has ended: a page that was asked for reduced motion has none at all. */
const movements = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const moving = [...document.querySelectorAll("body *")].filter((element) => {
      const { animationName, transitionDuration } = getComputedStyle(element);
      return animationName !== "none" || !/^(0s(, )?)+$/.test(transitionDuration);
    });
    return moving.map(({ outerHTML }) => `moves: ${outerHTML.slice(0, 80)}`);
  });
