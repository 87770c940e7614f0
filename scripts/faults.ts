import { runScript } from "./run.ts";

/** `npm run faults`: plays fault runs; `npm run faults -- --help` tells how. */
const words = process.argv.slice(2);
const isHub = /(^| )--central-kind[ =]n3( |$)/.test(words.join(" "));
process.exitCode = runScript(isHub ? "tests/faults/hub/main.ts" : "tests/faults/main.ts", words) ? 0 : 1;
