import { join } from "node:path";
import { keptConsole } from "#main/command-line/console.ts";
import { sourcePlaces } from "#main/command-line/places.ts";
import { launch } from "#main/launcher/launch.ts";
import { readOptions } from "#main/launcher/options.ts";
import { watchParent } from "#main/launcher/orphaned.ts";
import { systemClock } from "#main/time/clock.ts";

/** The launcher's command with a fake core and a fake central API behind it. */
const read = readOptions(process.argv.slice(2), process.cwd());
if (read.kind !== "options") throw new Error("wrong options");
const ending = new AbortController();
for (const name of ["SIGINT", "SIGTERM"] as const) process.on(name, () => ending.abort());
watchParent(
  () => process.ppid,
  () => ending.abort(),
);
process.exitCode = await launch({
  options: read.options,
  places: {
    ...sourcePlaces(),
    coreEntry: join(import.meta.dirname, "fake-core.ts"),
    centralEntry: join(import.meta.dirname, "fake-central.ts"),
    identityEntry: null,
  },
  clock: systemClock,
  ...keptConsole(),
  signal: ending.signal,
});
