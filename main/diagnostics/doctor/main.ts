import { defaultDataDir, sourcePlaces } from "../../command-line/places.ts";
import { silentLog } from "../../log/silent.ts";
import { systemClock, systemIds } from "../../time/clock.ts";
import { examine } from "./examine.ts";
import { readDoctorOptions, usage } from "./options.ts";

/** `npm run doctor`. Exit codes: 0 all is well, 1 something failed, 2 wrong options. */
async function main(): Promise<number> {
  const read = readDoctorOptions(process.argv.slice(2), process.env.INIT_CWD ?? process.cwd());
  if (read.kind === "help") {
    process.stdout.write(usage);
    return 0;
  }
  if (read.kind === "wrong") {
    process.stderr.write(`${read.text}\nAll options: npm run doctor -- --help\n`);
    return 2;
  }
  const ending = new AbortController();
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(name, () => ending.abort());
  return examine({
    options: read.options,
    defaultDataDir: defaultDataDir(sourcePlaces().root, process.env),
    clock: systemClock,
    ids: systemIds,
    log: silentLog,
    say: (line) => void process.stdout.write(`${line}\n`),
    signal: ending.signal,
  });
}

process.exitCode = await main();
