import { join } from "node:path";
import { systemClock } from "#main/clock.ts";
import { keptConsole } from "#main/console.ts";
import { launch } from "#main/start/launch.ts";
import { readOptions } from "#main/start/options.ts";
import { watchParent } from "#main/start/orphaned.ts";
import { sourcePlaces } from "#main/start/places.ts";

/** The launcher's command with a fake core and a fake centre behind it. */
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
    centreEntry: join(import.meta.dirname, "fake-centre.ts"),
  },
  clock: systemClock,
  ...keptConsole(),
  signal: ending.signal,
});
