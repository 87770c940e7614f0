import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Every file in a folder and the folders below it, with what it holds. */
export const filesIn = (folder: string): readonly { readonly name: string; readonly bytes: Buffer }[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name, parentPath }) => ({ name, bytes: readFileSync(join(parentPath, name)) }));
