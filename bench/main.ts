import { fork } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { keptConsole } from "#main/command-line/console.ts";
import { createCommand, exitingWith, runCommand } from "#main/command-line/options.ts";
import { compare } from "./harness/compare.ts";
import { type Figure, figureSchema, isWithin } from "./harness/figure.ts";
import { changesInWords, tableOf } from "./harness/table.ts";

/**
 * `npm run bench [-- NAME…]`: what the kiosk promises on speed, each beside a peer or a limit measured in the same
 * run. Every part is a process of its own. Run on an otherwise idle machine.
 */
const parts: Readonly<Record<string, string>> = {
  crowd: "B9: 500 kiosks at one central API, on the same times and in a day's mix",
  grids: "B3: grids, times, nearest and lists of a mirror of 1,000,000 slots, alone and during a full sync",
  memory: "B6: memory of the core that loads 1,000,000 slots",
  morning: "B10: 500 kiosks that start at one moment",
  print: "B7: from the tap on «Печать талона» to the first byte at the device",
  success: "B8: round trips and time to the success screen",
};
const folder = import.meta.dirname;
const terminal = keptConsole();
const { say, complain } = terminal;
const resultsFile = join(folder, "results.json");
const figuresSchema = z.array(figureSchema);

/** @throws where the part fails */
function figuresOf(name: string): Promise<readonly Figure[]> {
  return new Promise((resolve, reject) => {
    const child = fork(join(folder, "parts", `${name}.ts`), {
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    });
    let figures: readonly Figure[] = [];
    child.on("message", (message) => {
      figures = figuresSchema.parse(message);
    });
    child.on("exit", (code, signal) => {
      if (code === 0 && figures.length > 0) resolve(figures);
      else reject(new Error(`${name} ended with ${signal ?? code} and ${figures.length} figures`));
    });
  });
}

function committed(): readonly Figure[] {
  try {
    return figuresSchema.parse(JSON.parse(readFileSync(resultsFile, "utf8")));
  } catch {
    return [];
  }
}

async function run(
  names: readonly string[],
  options: { readonly json?: string; readonly keep?: true },
): Promise<number> {
  const unknown = names.filter((name) => !(name in parts));
  if (unknown.length > 0) {
    complain(`No such part: ${unknown.join(", ")}. There are: ${Object.keys(parts).join(", ")}.`);
    return 2;
  }
  const figures: Figure[] = [];
  const failed: string[] = [];
  for (const name of names.length > 0 ? names : Object.keys(parts)) {
    say(`${parts[name]} …`);
    try {
      figures.push(...(await figuresOf(name)));
    } catch (error) {
      failed.push(name);
      complain(String(error));
    }
  }
  if (figures.length > 0) say(`\n${tableOf(figures)}\n`);
  say(changesInWords(compare(figures, committed())));
  if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify(figures, null, 2)}\n`);
  if (options.keep) {
    const kept = committed().filter(({ part }) => figures.every((figure) => figure.part !== part));
    writeFileSync(resultsFile, `${JSON.stringify([...kept, ...figures], null, 2)}\n`);
  }
  return failed.length > 0 || figures.some((figure) => isWithin(figure) === false) ? 1 : 0;
}

const command = createCommand("npm run bench --", terminal)
  .description(`Measures, compares with the last results and says what got worse beyond noise. Parts:
${Object.entries(parts)
  .map(([name, what]) => `  ${name.padEnd(10)}${what}`)
  .join("\n")}`)
  .argument("[names...]", "the parts to run; all when left out")
  .option("--json <file>", "writes the figures there")
  .option("--keep", "makes them the results that later runs are compared with (bench/results.json)")
  .action(exitingWith(run));
process.exitCode = await runCommand(command, process.argv.slice(2));
