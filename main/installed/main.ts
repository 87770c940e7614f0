import { infomatCommand } from "./command.ts";
import { bundledPlaces } from "./places.ts";

process.exitCode = await infomatCommand(process.argv.slice(2), bundledPlaces());
