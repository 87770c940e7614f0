import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Browser } from "@playwright/test";
import { root } from "../../../scripts/run.ts";
import { languages } from "../languages.ts";
import { type Look, nameOf, sizes, themes } from "../looks.ts";
import { openScene, settled } from "../open-scene.ts";
import { scenes } from "../scenes.ts";
import { throughScenes } from "../through-scenes.ts";
import { wear } from "../wear.ts";
import { contactSheet, type Picture } from "./contact-sheet.ts";

/**
 * `npm run gallery [-- SCENE…] [-- --language kk --text largest --reach low]`: a picture of every screen at every
 * size in every theme, with a contact sheet for each size and theme, in gallery/. A whole run also makes the
 * README's pictures anew, in docs/screenshots/.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    language: { type: "string", default: "ru" },
    text: { type: "string", default: "normal" },
    reach: { type: "string", default: "usual" },
  },
});
const folder = join(root, "gallery");
const wanted = scenes.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
if (wanted.length === 0 || !languages.includes(values.language)) {
  process.stderr.write(
    `There is no such screen or language. Screens: ${scenes.map(({ name }) => name).join(" ")}\n`,
  );
  process.exit(2);
}
const looks = themes.flatMap((theme) =>
  sizes.map(
    (size): Look => ({
      size,
      theme,
      language: values.language,
      text: values.text === "largest" ? "largest" : values.text === "large" ? "large" : "normal",
      reach: values.reach === "low" ? "low" : "usual",
    }),
  ),
);
const fileOf = (scene: string, look: Look): string =>
  join(folder, nameOf(look).replaceAll(" ", "-"), `${scene}.png`);

async function picturesOf(browser: Browser, scene: (typeof scenes)[number]): Promise<void> {
  const page = await browser.newPage({ viewport: sizes[0], locale: "ru-RU", reducedMotion: "reduce" });
  page.setDefaultTimeout(20_000);
  const core = await openScene(page, scene);
  try {
    for (const look of looks) {
      await wear(page, look);
      await settled(page);
      mkdirSync(join(fileOf(scene.name, look), ".."), { recursive: true });
      writeFileSync(fileOf(scene.name, look), await page.screenshot());
    }
  } finally {
    await page.close();
    await core.close();
  }
}

/** Screens that couldn't be reached: a gallery without them is no gallery, but the others are worth a look. */
const missing = new Set<string>();

const read = (scene: string, look: Look): Picture => ({
  name: scene,
  png: readFileSync(fileOf(scene, look)),
});
const find = (width: number, theme: Look["theme"]): Look => {
  const look = looks.find((one) => one.size.width === width && one.theme === theme);
  if (!look) throw new Error(`no look of ${width} px in ${theme}`);
  return look;
};

async function forReadme(): Promise<void> {
  const shots = join(root, "docs/screenshots");
  mkdirSync(shots, { recursive: true });
  const tall = find(1080, "light");
  const way = ["welcome", "sign-in-half", "doctor", "date", "time", "done"];
  const plain = { named: false, columns: way.length };
  writeFileSync(
    join(shots, "flow.png"),
    await contactSheet(
      way.map((scene) => read(scene, tall)),
      { ...plain, width: 324 },
    ),
  );
  const modes = [
    read("doctor", find(1280, "light")),
    read("date", find(1280, "dark")),
    read("time", find(1280, "contrast")),
  ];
  writeFileSync(
    join(shots, "themes.png"),
    await contactSheet(modes, { named: false, columns: 3, width: 640 }),
  );
}

if (positionals.length === 0) rmSync(folder, { recursive: true, force: true });
await throughScenes(wanted, async (browser, scene) => {
  try {
    await picturesOf(browser, scene);
    process.stdout.write(`${scene.name}\n`);
  } catch (error) {
    missing.add(scene.name);
    process.stderr.write(`${scene.name} was not reached: ${String(error).split("\n")[0]}\n`);
  }
});
for (const look of looks) {
  const sheet = join(folder, `sheet-${nameOf(look).replaceAll(" ", "-")}.png`);
  const pictures = wanted.filter(({ name }) => !missing.has(name)).map(({ name }) => read(name, look));
  const portrait = look.size.height > look.size.width;
  writeFileSync(
    sheet,
    await contactSheet(pictures, portrait ? { columns: 10, width: 270 } : { columns: 7, width: 480 }),
  );
  process.stdout.write(`${sheet}\n`);
}
if (missing.size > 0) process.exitCode = 1;
else if (positionals.length === 0 && values.language === "ru") await forReadme();
