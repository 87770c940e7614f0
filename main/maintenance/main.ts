import { defaultDataDir, sourcePlaces } from "../command-line/places.ts";
import { serviceCommand } from "./command.ts";

/** `npm run service`. */
process.exitCode = serviceCommand(process.argv.slice(2), {
  dataDir: defaultDataDir(sourcePlaces().root, process.env),
  folder: process.env.INIT_CWD ?? process.cwd(),
  say: (line) => void process.stdout.write(`${line}\n`),
  complain: (line) => void process.stderr.write(`${line}\n`),
});
