import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { installOnDebian } from "../../scripts/debian.ts";
import { findTool } from "../../scripts/pack/run-tool.ts";
import { root } from "../../scripts/run.ts";

const version = "26.7.3";
/** How long it may take to build itself, make its database and import the realm on a busy machine, ms. */
const patience = 15 * 60_000;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** The distribution's folder, fetched once by Maven; it needs Java 17 or later. */
function distribution(): string {
  const isMissing = (): boolean => ["mvn", "java"].some((program) => findTool(program) === null);
  if (isMissing()) installOnDebian("maven", "for Keycloak's distribution, with Java");
  if (isMissing()) throw new Error("needs Maven and Java 17 or later (Debian: apt-get install maven)");
  const folder = join(root, ".cache/keycloak");
  const home = join(folder, `keycloak-${version}`);
  if (!existsSync(join(home, "bin/kc.sh"))) {
    say(`Fetching Keycloak ${version}, 180 MB …`);
    mkdirSync(folder, { recursive: true });
    const artifact = `-Dartifact=org.keycloak:keycloak-quarkus-dist:${version}:zip`;
    execFileSync("mvn", ["-q", "-B", "dependency:unpack", artifact, `-DoutputDirectory=${folder}`], {
      stdio: "inherit",
      // Without a project the plugin leaves a folder of its own where it is started.
      cwd: folder,
    });
  }
  return home;
}

/** Starts Keycloak on this machine alone, with a realm that it imports. @returns its address */
export async function startKeycloak(
  later: (close: () => unknown) => void,
  { port, realm }: { readonly port: number; readonly realm: object },
): Promise<string> {
  const home = distribution();
  // Each run makes its database anew: the realm is imported only where there is none.
  rmSync(join(home, "data"), { recursive: true, force: true });
  mkdirSync(join(home, "data/import"), { recursive: true });
  writeFileSync(join(home, "data/import/realm.json"), JSON.stringify(realm));
  say("Starting Keycloak …");
  const words = ["start-dev", "--import-realm", "--http-host=127.0.0.1", `--http-port=${port}`];
  const child = spawn("bash", [join(home, "bin/kc.sh"), ...words], {
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let told = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (text) => {
      told = (told + String(text)).slice(-8000);
    });
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  later(async () => {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, "SIGTERM");
    await ended;
  });
  const address = `http://127.0.0.1:${port}`;
  for (const until = Date.now() + patience; Date.now() < until; await delay(1000)) {
    if (child.exitCode !== null) throw new Error(`Keycloak ended (${child.exitCode}):\n${told}`);
    const answer = await fetch(`${address}/realms/${Object(realm).realm}`).catch(() => null);
    if (answer?.ok) return address;
  }
  throw new Error(`Keycloak did not start:\n${told}`);
}
