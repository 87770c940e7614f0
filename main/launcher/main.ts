import { keptConsole } from "../command-line/console.ts";
import { sourcePlaces } from "../command-line/places.ts";
import { systemClock } from "../time/clock.ts";
import { launch } from "./launch.ts";
import { readOptions } from "./options.ts";
import { watchParent } from "./orphaned.ts";

/** `npm start`: the launcher's command line. Exit codes: 0 ended as asked, 1 could not start, 2 wrong options. */
async function main(): Promise<number> {
  const { say, complain } = keptConsole();
  const read = readOptions(process.argv.slice(2), process.env.INIT_CWD ?? process.cwd());
  if (read.kind === "help") {
    say(read.text);
    return 0;
  }
  if (read.kind === "wrong") {
    complain(`${read.text}\nAll options: npm start -- --help`);
    return 2;
  }
  const ending = new AbortController();
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(name, () => ending.abort());
  // Started by hand, the kiosk may outlive its terminal on purpose (nohup, setsid).
  if (process.env.npm_lifecycle_event === "start")
    watchParent(
      () => process.ppid,
      () => ending.abort(),
    );
  return launch({
    options: read.options,
    places: sourcePlaces(),
    clock: systemClock,
    say,
    complain,
    signal: ending.signal,
  });
}

process.exitCode = await main();
