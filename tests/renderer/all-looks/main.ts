import { parseArgs } from "node:util";
import type { Browser } from "@playwright/test";
import { axeFindings } from "../axe.ts";
import { languages } from "../languages.ts";
import { allLooks, type Look, nameOf, sizes, usualLook, usualLooks } from "../looks.ts";
import { faultsOnScreen, limitsFor } from "../measure.ts";
import { openScene, settled } from "../open-scene.ts";
import type { Scene } from "../scene.ts";
import { scenes } from "../scenes.ts";
import { type Smallest, smallestOn } from "../smallest.ts";
import { throughScenes } from "../through-scenes.ts";
import { modesOf, wear } from "../wear.ts";

/**
 * `npm run axe [-- SCENE…] [--reach usual|low|both] [--part 1/4]`: every screen × language × theme × text size ×
 * size, each run through axe and measured. Ends with the sums, the smallest text and target at each size, and 1 if
 * anything was found.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    reach: { type: "string", default: "both" },
    part: { type: "string", default: "1/1" },
  },
});
const [part = 1, parts = 1] = values.part.split("/").map(Number);
const wanted = scenes
  .filter(({ name }) => positionals.length === 0 || positionals.includes(name))
  .filter((_, place) => place % parts === part - 1);
const looks = allLooks(languages).filter(({ reach }) => values.reach === "both" || reach === values.reach);

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const smallest = new Map<string, Smallest>();
let runs = 0;
let axeFound = 0;
let measured = 0;

function keep(look: Look, found: Smallest): void {
  // Larger text is measured against limits of its own; DESIGN's smallest sizes are those of the usual one.
  if (look.text !== "normal") return;
  const size = `${look.size.width} × ${look.size.height}`;
  const so = smallest.get(size) ?? { text: Infinity, target: Infinity, letterKey: Infinity };
  smallest.set(size, {
    text: Math.min(so.text, found.text),
    target: Math.min(so.target, found.target),
    letterKey: Math.min(so.letterKey, found.letterKey),
  });
}

async function faultsWhenSettled(page: Parameters<typeof settled>[0], look: Look): Promise<string[]> {
  const limits = limitsFor(look.size, modesOf(look));
  let faults = await faultsOnScreen(page, limits);
  // A list that has just learned its room reckons its pages once more.
  for (let tries = 0; faults.length > 0 && tries < 10; tries++) {
    await settled(page);
    faults = await faultsOnScreen(page, limits);
  }
  return faults;
}

async function examineAt(browser: Browser, scene: Scene, looks: readonly Look[]): Promise<void> {
  const page = await browser.newPage({
    viewport: usualLook.size,
    locale: "ru-RU",
    reducedMotion: "reduce",
  });
  page.setDefaultTimeout(30_000);
  const core = await openScene(page, scene);
  try {
    for (const look of looks) {
      await wear(page, look);
      await settled(page);
      const faults = await faultsWhenSettled(page, look);
      const findings = await axeFindings(page, look.theme);
      keep(look, await smallestOn(page));
      runs++;
      measured += faults.length;
      axeFound += findings.length;
      for (const found of [...findings, ...faults]) say(`${scene.name}, ${nameOf(look)}: ${found}`);
    }
  } finally {
    await page.close();
    await core.close();
  }
}

/** Each size anew: some screens leave by themselves before all looks are through. Tells how many looks it had. */
async function examine(browser: Browser, scene: Scene): Promise<number> {
  const its = scene.unchosen ? usualLooks : looks;
  for (const size of sizes)
    await examineAt(
      browser,
      scene,
      its.filter((look) => look.size === size),
    );
  return its.length;
}

const begun = performance.now();
await throughScenes(wanted, async (browser, scene) => {
  const seen = await examine(browser, scene);
  say(`${scene.name}: ${seen} looks; ${runs} runs so far`);
});
for (const [size, { text, target, letterKey }] of smallest)
  say(
    `${size}: smallest text ${text} px, smallest target ${target} px, smallest key of letters ${letterKey} px`,
  );
const minutes = ((performance.now() - begun) / 60_000).toFixed(1);
say(
  `${wanted.length} screens, ${runs} runs in ${minutes} min: axe ${axeFound} violations, measuring ${measured} faults`,
);
process.exitCode = axeFound + measured === 0 ? 0 : 1;
