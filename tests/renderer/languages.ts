import { readdirSync } from "node:fs";
import { join } from "node:path";

/** The languages that there are files for, Russian first. */
export const languages: readonly string[] = readdirSync(join(import.meta.dirname, "../../assets/locales"))
  .map((file) => file.replace(/\.json$/, ""))
  .toSorted((a, b) => Number(b === "ru") - Number(a === "ru") || a.localeCompare(b));
