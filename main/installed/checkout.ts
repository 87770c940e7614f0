import packageJson from "../../package.json" with { type: "json" };
import { keptConsole } from "../command-line/console.ts";
import { defaultDataDir, sourcePlaces } from "../command-line/places.ts";
import { endOfProgram } from "../commands/end-of-program.ts";
import { infomat } from "../commands/program.ts";
import { systemClock, systemIds } from "../time/clock.ts";

/** `npm run infomat -- …`: the same command in a checkout, about the kiosk that `npm start` runs. */
const places = sourcePlaces();
process.exitCode = await infomat(process.argv.slice(2), {
  name: "npm run infomat --",
  version: packageJson.version,
  places,
  config: null,
  dataDir: defaultDataDir(places.root, process.env),
  // npm changes to the checkout's folder.
  folder: process.env.INIT_CWD ?? process.cwd(),
  console: keptConsole(),
  clock: systemClock,
  ids: systemIds,
  get signal() {
    return endOfProgram();
  },
});
