import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { installOnDebian } from "../../scripts/debian.ts";
import { findTool } from "../../scripts/pack/run-tool.ts";
import { root } from "../../scripts/run.ts";
import { lifeOfAPackage } from "./life.ts";
import { openMachine } from "./machine.ts";
import { makePackages } from "./packages.ts";
import { tryRpm } from "./rpm.ts";

/**
 * `npm run test:package [-- SUITE…]`: this checkout packed and put through its whole life on fresh Debians
 * (bookworm unless others are named), each in a folder. Needs root, debootstrap and a mirror of Debian; not a part
 * of `npm test`.
 */
const say = (line: string): void => void process.stdout.write(`${line}\n`);

const needed: Readonly<Record<string, string>> = {
  debootstrap: "debootstrap",
  Xvfb: "xvfb",
  xdotool: "xdotool",
  rpm: "rpm",
  rpmlint: "rpmlint",
};

function prepare(): void {
  if (process.getuid?.() !== 0) throw new Error("needs root: packages are installed");
  for (const [program, name] of Object.entries(needed)) {
    if (findTool(program) === null) installOnDebian(name, "for the test of packages");
    if (findTool(program) === null) throw new Error(`needs ${program} (Debian: apt-get install ${name})`);
  }
}

async function main(): Promise<number> {
  prepare();
  const suites = process.argv.slice(2);
  const out = mkdtempSync(join(tmpdir(), "infomat-packages-"));
  const printer = spawn(process.execPath, ["tests/printing/fakes/file-printer.ts", join(out, "printer")], {
    cwd: root,
    stdio: ["ignore", "ignore", "inherit"],
  });
  let [passed, failed] = [0, 0];
  const step = async (name: string, work: () => void | Promise<void>): Promise<void> => {
    const start = performance.now();
    try {
      await work();
      passed++;
      say(`ok      ${((performance.now() - start) / 1000).toFixed(1).padStart(6)} s  ${name}`);
    } catch (error) {
      failed++;
      say(`FAILED  ${name}\n${error instanceof Error ? error.message : String(error)}`);
      throw error;
    }
  };
  try {
    say("Packing …");
    const packages = makePackages(out, process.arch === "arm64" ? "arm64" : "x64");
    await tryRpm(packages.rpm, join(out, "rpm-unpacked"), step, say);
    for (const suite of suites.length > 0 ? suites : ["bookworm"]) {
      say(`Debian ${suite}:`);
      const machine = openMachine(suite);
      try {
        await lifeOfAPackage({ machine, packages, printerFolder: join(out, "printer"), step, say });
      } finally {
        machine.close();
      }
    }
  } catch (error) {
    if (failed === 0) throw error;
  } finally {
    printer.kill();
    rmSync(out, { recursive: true, force: true });
  }
  say(`${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

process.exitCode = await main();
// What a step that failed has left open must not keep the process.
process.exit();
