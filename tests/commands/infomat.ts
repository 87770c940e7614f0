import { spawn } from "node:child_process";
import { join } from "node:path";

const entry = join(import.meta.dirname, "../../main/installed/checkout.ts");

export type Told = { readonly code: number | null; readonly out: string; readonly err: string };

/** Runs the command `infomat` as a process of its own, to its end. */
export function infomat(
  words: readonly string[],
  options: { readonly user?: number; readonly environment?: Readonly<Record<string, string>> } = {},
): Promise<Told> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [entry, ...words], {
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, INIT_CWD: "/", ...options.environment },
      ...(options.user === undefined ? {} : { uid: options.user, gid: options.user }),
    });
    let [out, err] = ["", ""];
    child.stdout.on("data", (text) => (out += String(text)));
    child.stderr.on("data", (text) => (err += String(text)));
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, out, err }));
  });
}
