import { join } from "node:path";
import { defaultDataDir, sourcePlaces } from "../../command-line/places.ts";
import { printerCommand } from "./command.ts";

/** `npm run printer`. */
const { root } = sourcePlaces();
process.exitCode = await printerCommand(process.argv.slice(2), {
  dataDir: defaultDataDir(root, process.env),
  assetsDir: join(root, "assets"),
});
