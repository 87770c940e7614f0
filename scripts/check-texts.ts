import { join, resolve } from "node:path";
import { checkLocales } from "./checks/locales.ts";
import { scanTexts } from "./checks/visible-texts.ts";

const root = resolve(import.meta.dirname, "..");
const scan = scanTexts(root);
const faults = [...scan.faults, ...checkLocales(join(root, "assets/locales"), scan.isUsed)];
for (const fault of faults) process.stderr.write(`${fault}\n`);
process.stdout.write(`Texts: ${scan.files} files, ${faults.length} faults\n`);
if (faults.length > 0 || scan.files === 0) process.exitCode = 1;
