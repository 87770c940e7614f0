import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "./kiosk.ts";

/** A configuration file with this text, for as long as the test runs. */
export function configFile(later: (close: () => unknown) => void, text: string): string {
  const file = join(temporaryFolder(later), "kiosk.yaml");
  writeFileSync(file, text);
  return file;
}
