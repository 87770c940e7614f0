import { fork } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Clock } from "#contract/index.ts";
import { keepRunning } from "../shell/keep-running.ts";
import { asRunning } from "../shell/process.ts";
import { changeStaff } from "../staff/commands/staff.ts";
import { dataFilesIn } from "../store/data-folder.ts";
import { freePort } from "./free-port.ts";

/** Who may sign in at the demo's counter, and at its kiosk. */
const demoStaff = [
  { name: "Receptionist", role: "receptionist", pin: "482915" },
  { name: "Technician", role: "technician", pin: "730164" },
] as const;

export type DemoReception = {
  /** Where the kiosk listens for the counter, and the token that it asks for. */
  readonly access: { readonly port: number; readonly tokenFile: string };
  stop(): Promise<void>;
};

/**
 * Starts the page at the counter beside the demo's kiosk: its settings, a token of this start, staff with PINs that
 * the console tells. Their files lie in a folder of their own in the kiosk's data folder.
 */
export async function startDemoReceptionProcess(deps: {
  /** The command `infomat` of this program. */
  readonly entry: string;
  readonly dataDir: string;
  readonly clock: Clock;
  readonly say: (line: string) => void;
}): Promise<DemoReception> {
  const { entry, clock, say } = deps;
  const folder = join(deps.dataDir, "reception");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const tokenFile = join(folder, "token");
  writeFileSync(tokenFile, randomBytes(24).toString("hex"), { mode: 0o600 });
  const [kioskPort, pagePort] = [await freePort(), await freePort()];
  const config = join(folder, "reception.yaml");
  const kiosk = { name: "Demo", url: `http://127.0.0.1:${kioskPort}`, tokenFile };
  // JSON is YAML.
  writeFileSync(config, JSON.stringify({ port: pagePort, kiosks: [kiosk] }), { mode: 0o600 });
  for (const dataDir of [folder, deps.dataDir]) await hire(dataDir, folder === dataDir, clock);
  const words = ["reception", "--config", config, "--data", folder];
  const kept = keepRunning({
    clock,
    start: () => asRunning(fork(entry, words, { stdio: ["ignore", "inherit", "inherit", "ipc"] }), clock),
    onEnded: (how, delay) =>
      say(`The page at the counter ended (${how}): starting it again in ${delay / 1000} s.`),
  });
  for (const { role, pin } of demoStaff) say(`PIN of the demo's ${role}: ${pin}`);
  return { access: { port: kioskPort, tokenFile }, stop: () => kept.stop() };
}

/** @param anew whoever is in the file is replaced; else the demo's people join them */
async function hire(dataDir: string, anew: boolean, clock: Clock): Promise<void> {
  if (anew) rmSync(dataFilesIn(dataDir).staffFile, { force: true });
  for (const { name, role, pin } of demoStaff) {
    const console = { say: () => undefined, complain: () => undefined };
    // Refused where they are there from an earlier start.
    const places = { dataDir, console, who: "demo", now: clock.now, readPin: async () => pin };
    await changeStaff({ wish: "add", name, role }, places);
  }
}
