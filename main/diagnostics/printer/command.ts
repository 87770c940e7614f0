import { ConfigError } from "../../files/config-error.ts";
import { DataFolderError } from "../../store/data-folder.ts";
import { systemClock } from "../../time/clock.ts";
import { readCommand, usage } from "./options.ts";
import { runPrinterCommand } from "./run.ts";

/**
 * `npm run printer`, and `infomat printer` of an installed kiosk. Answers with the exit code: 0 all is well, 1
 * the printer isn't, 2 wrong options.
 */
export async function printerCommand(
  words: readonly string[],
  places: { readonly dataDir: string; readonly assetsDir: string },
): Promise<number> {
  const say = (line: string) => void process.stdout.write(`${line}\n`);
  const complain = (line: string) => void process.stderr.write(`${line}\n`);
  const read = readCommand(words, process.env.INIT_CWD ?? process.cwd());
  if (read.kind === "help") {
    say(usage);
    return 0;
  }
  if (read.kind === "wrong") {
    complain(`${read.text}\nAll commands: npm run printer -- --help`);
    return 2;
  }
  const ending = new AbortController();
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(name, () => ending.abort());
  // Timers don't keep the process alive, and a printer that can't be heard doesn't either.
  const alive = setInterval(() => undefined, 2 ** 30);
  try {
    return await runPrinterCommand({
      command: read.command,
      ...places,
      clock: systemClock,
      say,
      signal: ending.signal,
    });
  } catch (error) {
    if (!(error instanceof ConfigError) && !(error instanceof DataFolderError)) throw error;
    complain(error.message);
    return 2;
  } finally {
    clearInterval(alive);
  }
}
