// Runs before `npm start` and `npm test`, in a fresh clone as well: installs what is missing, builds what has
// changed (`--packages`: installs only). Plain JavaScript without dependencies, because it may run on Node 20
// with nothing installed.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const root = resolve(import.meta.dirname, "..");
const modules = join(root, "node_modules");
const stamp = join(modules, ".infomat-stamp");
const neededMajor = 24;

/** The Node 24 that comes with the packages, or this one if it is new enough; null when there is neither. */
export function pinnedNode() {
  const name = process.platform === "win32" ? "node.exe" : "node";
  const system = process.platform === "win32" ? "win" : process.platform;
  const file = join(modules, `node-${system}-${process.arch}`, "bin", name);
  if (existsSync(file)) return file;
  return Number(process.versions.node.split(".")[0]) >= neededMajor ? process.execPath : null;
}

/** Whether node_modules holds exactly what the lock file asks for. */
function installed(hash) {
  if (!existsSync(modules)) return false;
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === hash) return true;
  try {
    const wanted = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")).packages;
    const present = JSON.parse(readFileSync(join(modules, ".package-lock.json"), "utf8")).packages;
    return Object.entries(wanted).every(([path, entry]) => {
      if (path === "") return true;
      const found = present[path];
      return found ? found.version === entry.version : Boolean(entry.optional || entry.peer);
    });
  } catch {
    return false;
  }
}

function install() {
  const hash = createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .digest("hex");
  if (!installed(hash)) {
    console.log("Installing packages (once, about a minute) …");
    // The Node that npm runs on, not the one inside node_modules, which the installation replaces.
    const npm = process.env.npm_execpath;
    const words = ["ci", "--no-audit", "--no-fund", "--loglevel=error"];
    const done = npm
      ? spawnSync(process.env.npm_node_execpath ?? process.execPath, [npm, ...words], {
          cwd: root,
          stdio: "inherit",
        })
      : spawnSync("npm", words, { cwd: root, stdio: "inherit", shell: process.platform === "win32" });
    if (done.status !== 0) {
      give(
        "The packages could not be installed; npm's reason stands above. Usual ones: no connection to the npm " +
          "registry, no space on the disk, or another installation under way in this folder. Then try again.",
      );
    }
  }
  mkdirSync(modules, { recursive: true });
  writeFileSync(stamp, hash);
}

function give(text) {
  console.error(text);
  process.exit(1);
}

function run(node, script, ...words) {
  const done = spawnSync(node, [join(root, "scripts", script), ...words], { cwd: root, stdio: "inherit" });
  if (done.status !== 0) process.exit(done.status ?? 1);
}

function main() {
  install();
  const node = pinnedNode();
  if (!node) {
    give(
      `Infomat needs Node ${neededMajor} or newer; this is ${process.versions.node}, and there is no package with ` +
        `Node ${neededMajor} for ${process.platform}-${process.arch}. Install it from https://nodejs.org and try again.`,
    );
  }
  if (process.argv.includes("--packages")) return;
  run(node, "build.ts", "screens", "reception");
  if (!process.argv.includes("--for-tests")) return;
  run(node, "browser.ts");
  run(node, "serial-lines.ts");
  run(node, "display.ts");
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) main();
