import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { parseArgs } from "node:util";
import { serviceDirIn } from "../store/data-folder.ts";
import { switchFile } from "./maintenance.ts";

const usage = `Takes the kiosk out of service, and puts it back

npm run service -- on|off|status [--data DIR]

  on       out of service: whoever stands there finishes, nobody begins anew
  off      the kiosk is open again
  status   how it is switched

  --data DIR   the kiosk's data folder, as for npm start
`;

type Places = {
  readonly dataDir: string;
  /** Where relative paths start. */
  readonly folder: string;
  readonly say: (line: string) => void;
  readonly complain: (line: string) => void;
};

/** `npm run service`, and `infomat service` of an installed kiosk. Answers with the exit code: 0, or 2 for wrong words. */
export function serviceCommand(words: readonly string[], places: Places): number {
  const { say, complain } = places;
  const wrong = (text: string): number => {
    complain(`${text}\nAll commands: npm run service -- --help`);
    return 2;
  };
  let read: ReturnType<typeof parse>;
  try {
    read = parse(words);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return wrong(`${error.message.split(/\.\s/)[0]}.`);
  }
  const { values, positionals } = read;
  if (values.help || words.length === 0) {
    say(usage);
    return 0;
  }
  const [command = "", extra] = positionals;
  if (extra !== undefined) return wrong(`What is ${extra}?`);
  const dataDir = values.data === undefined ? places.dataDir : resolve(places.folder, values.data);
  if (!existsSync(dataDir)) return wrong(`There is no data folder ${dataDir}: has this kiosk been started?`);
  const file = switchFile(serviceDirIn(dataDir));
  try {
    switch (command) {
      case "on":
        mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
        writeFileSync(file, "");
        say("The kiosk is under service. Whoever stands there finishes first.");
        return 0;
      case "off":
        rmSync(file, { force: true });
        say("The kiosk is open.");
        return 0;
      case "status":
        say(existsSync(file) ? "The kiosk is under service." : "The kiosk is open.");
        return 0;
      default:
        return wrong(`There is no command "${command}". There are: on, off, status.`);
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return wrong(`${file} can't be written (${code}). Run this as the kiosk's own user.`);
  }
}

const parse = (words: readonly string[]) =>
  parseArgs({
    args: [...words],
    options: { data: { type: "string" }, help: { type: "boolean", short: "h" } },
    allowPositionals: true,
  });
