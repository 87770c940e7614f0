import { readFileSync, writeFileSync } from "node:fs";
import { logEventsPage, logEventsText } from "./checks/log-events.ts";
import { unusedEvents } from "./checks/unused-events.ts";

/** `npm run log-events`: writes docs/log-events.md. With `--check` it only says whether page and code keep to it. */
if (process.argv.includes("--check")) {
  const faults = unusedEvents().map((id) => `${id} is declared and never logged`);
  if (readFileSync(logEventsPage, "utf8") !== logEventsText())
    faults.push("docs/log-events.md is out of date: run `npm run log-events`");
  for (const fault of faults) process.stderr.write(`${fault}\n`);
  process.stdout.write(`Log events: ${faults.length} faults\n`);
  if (faults.length > 0) process.exitCode = 1;
} else {
  writeFileSync(logEventsPage, logEventsText());
}
