import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { logEvents } from "#main/log/events.ts";
import { root } from "../run.ts";

/** Where events are declared, which is no use of them. */
const isCatalogue = (file: string): boolean =>
  file.startsWith("main/log/events/") || file.endsWith("log-events.ts");

/** The events of the catalogue that no code names. */
export function unusedEvents(): string[] {
  const code = globSync("{main,sync,printer}/**/*.ts", { cwd: root })
    .filter((file) => !isCatalogue(file))
    .map((file) => readFileSync(join(root, file), "utf8"))
    .join("\n");
  return Object.keys(logEvents).filter((id) => !code.includes(`"${id}"`));
}
