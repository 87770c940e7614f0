import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { canvas } from "./canvas.ts";

/** The files of Golos Text by script, most used first: a letter is taken from the first that has it. */
const scripts = ["cyrillic", "latin", "cyrillic-ext", "latin-ext"] as const;

const familyOf = (script: string): string => `Ticket ${script}`;
const fileOf = (script: string): string => `golos-text-${script}-wght-normal.woff2`;

/** The font list of the canvas. Files of one family hide each other there, so each has a family of its own. */
export const fontFamilies = scripts.map((script) => `"${familyOf(script)}"`).join(", ");

/**
 * Makes Golos Text known to the canvas, once a process. `folder` holds the woff2 files; without it they are
 * those of the installed package. Throws when a file is missing or broken: then the installation is.
 */
export function registerFonts(folder?: string): void {
  const require = createRequire(import.meta.url);
  const { GlobalFonts } = canvas();
  for (const script of scripts) {
    if (GlobalFonts.has(familyOf(script))) continue;
    const file = folder
      ? join(folder, fileOf(script))
      : require.resolve(`@fontsource-variable/golos-text/files/${fileOf(script)}`);
    if (GlobalFonts.register(readFileSync(file), familyOf(script)) === null) {
      throw new Error(`not a font: ${fileOf(script)}`);
    }
  }
}

// The font has Latin and Cyrillic letters with their signs. A character without a glyph would leave a hole
// that nobody notices; emoji with all their modifiers count as one.
const emoji = String.raw`(?![©®™])\p{Extended_Pictographic}(?:\ufe0f|\u200d|\p{Emoji_Modifier}|\p{Extended_Pictographic})*`;
const foreign = String.raw`[^\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Common}\p{Script=Inherited}]`;
const strange = new RegExp(`${emoji}|\\p{Regional_Indicator}+|${foreign}`, "gu");

/** A text as the font can show it: `?` for what it has no sign of, as in text mode. */
export const withGlyphs = (text: string): string => text.replace(strange, "?");
