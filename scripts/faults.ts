import { runScript } from "./run.ts";

/** `npm run faults`: plays fault runs; `npm run faults -- --help` tells how. */
process.exitCode = runScript("tests/faults/main.ts", process.argv.slice(2)) ? 0 : 1;
