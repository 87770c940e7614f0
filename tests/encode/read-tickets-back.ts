import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  codeOf,
  encodeTicket,
  genericNarrowProfile,
  genericProfile,
  layoutTicket,
  type PrinterProfile,
} from "#printer/index.ts";
import { asPbm, readRaster } from "#tests/encode/read-raster.ts";
import { shippedTexts, someTicket } from "#tests/printer/some-ticket.ts";

/**
 * `npm run test:paper`: tickets read back by programs that are none of ours, which `npm test` can't count on.
 * Text mode: npos 0.1.19 (npm) takes the commands apart, Python's cp866 codec reads the letters. Raster mode:
 * zbarimg (Debian's zbar-tools) reads the code from the very dots that are sent.
 */
const folder = mkdtempSync(join(tmpdir(), "infomat-paper-"));
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const faults: string[] = [];
const check = (right: boolean, what: string): void => {
  say(`  ${right ? "✓" : "✗"} ${what}`);
  if (!right) faults.push(what);
};

type Node = { readonly ascii: string; readonly fn: string; readonly offset: number; readonly length: number };
type Npos = {
  parser(): {
    rules: Record<string, Record<string, unknown>>;
    analyze(job: Buffer): { error?: Error; tree: Node[] | null };
  };
};

function foreignParser(): ReturnType<Npos["parser"]> {
  execFileSync("npm", ["install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts", "npos@0.1.19"], {
    cwd: folder,
  });
  const npos: Npos = createRequire(join(folder, "here.js"))("npos");
  const parser = npos.parser();
  // The one command that it doesn't know: `GS ( fn pL pH …`, whose length it carries itself.
  const gs = Object.values(parser.rules).find((rules) => "v0" in rules);
  if (!gs) throw new Error("npos has no rules for GS");
  gs["("] = [1, "d16"];
  return parser;
}

const decodeCp866 = (bytes: Uint8Array): string =>
  execFileSync(
    "python3",
    ["-c", "import sys; sys.stdout.buffer.write(sys.stdin.buffer.read().decode('cp866').encode())"],
    {
      input: bytes,
    },
  ).toString();

function textMode(parser: ReturnType<Npos["parser"]>, job: Buffer, expected: readonly string[]): void {
  const { error, tree } = parser.analyze(job);
  check(!error && tree !== null, `npos takes ${job.length} bytes apart`);
  const letters = (tree ?? []).filter(({ ascii }) => ascii === "STX" || ascii === "TXT" || ascii === "LF");
  const text = decodeCp866(
    Buffer.concat(letters.map(({ offset, length }) => job.subarray(offset, offset + length))),
  );
  const flat = text.replace(/\s+/g, " ");
  for (const words of expected) check(flat.includes(words), `text: ${words}`);
}

function rasterMode(job: Buffer, name: string, code: string): void {
  const picture = readRaster(job);
  const file = join(folder, `${name}.pbm`);
  writeFileSync(file, asPbm(picture));
  const { stdout } = spawnSync("zbarimg", ["-q", "--raw", file], { encoding: "utf8" });
  check(stdout.trim() === code, `zbarimg reads ${code} from ${picture.width} × ${picture.rows.length} dots`);
}

function missing(program: string): boolean {
  return spawnSync(program, ["--version"]).error !== undefined;
}

const absent = ["python3", "zbarimg", "npm"].filter(missing);
if (absent.length > 0) {
  say(`Not installed: ${absent.join(", ")}. On Debian: apt-get install python3 zbar-tools npm`);
  process.exit(1);
}
try {
  const parser = foreignParser();
  const ticket = someTicket();
  const words = ["Талон № 5512792", "23 ноября 2026 г.", "09:00", "Захарова Софья Сергеевна", "Петров И. И."];
  const english = { language: "en", texts: shippedTexts("en") };
  const cases: readonly (readonly [string, PrinterProfile, boolean])[] = [
    ["80 mm, Russian", genericProfile, false],
    ["80 mm, Russian and English", genericProfile, true],
    ["58 mm, Russian", genericNarrowProfile, false],
    ["58 mm, Russian and English", genericNarrowProfile, true],
  ];
  for (const [title, profile, both] of cases) {
    say(title);
    const layout = layoutTicket({
      ticket,
      texts: shippedTexts("ru"),
      ...(both ? { secondTexts: english } : {}),
      widthMm: profile.widthMm,
    });
    const expected = both ? [...words, "Doctor", "Bring your insurance policy"] : words;
    textMode(parser, Buffer.from(encodeTicket(layout, profile, { mode: "text" })), expected);
    const job = Buffer.from(encodeTicket(layout, profile, { mode: "raster" }));
    rasterMode(job, title.replace(/\W+/g, "-"), codeOf(ticket.visitId));
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
say(faults.length === 0 ? "All was read back." : `${faults.length} faults.`);
if (faults.length > 0) process.exitCode = 1;
