import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";

/** Where the program's own parts are. */
export type Places = {
  readonly root: string;
  readonly coreEntry: string;
  readonly centralEntry: string;
  /** The demo's hub; null where there is none. */
  readonly hubEntry: string | null;
  /** The demo's identity provider; null where there is none. */
  readonly identityEntry: string | null;
  readonly electronMain: string;
  /** The command `infomat` as a child of the demo's launcher; null where there is no demo. */
  readonly commandEntry: string | null;
  /** Folder of the language files. */
  readonly locales: string;
};

/** The parts of the source tree that this file is in. */
export function sourcePlaces(): Places {
  const root = resolve(import.meta.dirname, "../..");
  return {
    root,
    coreEntry: join(root, "main/app/core.ts"),
    centralEntry: join(root, "demo-central/main.ts"),
    hubEntry: join(root, "demo-central/n3/main.ts"),
    identityEntry: join(root, "demo-central/identity/main.ts"),
    electronMain: join(root, "dist/shell/main.js"),
    commandEntry: join(root, "main/installed/checkout.ts"),
    locales: join(root, "assets/locales"),
  };
}

/**
 * The data folder when none is named: `.data` inside a checkout, which is told by its lock file; elsewhere
 * the user's own data folder (XDG Base Directory, `%LOCALAPPDATA%`).
 */
export function defaultDataDir(
  root: string,
  environment: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform = process.platform,
): string {
  if (existsSync(join(root, "package-lock.json"))) return join(root, ".data");
  if (platform === "win32") return join(environment.LOCALAPPDATA ?? homedir(), "Infomat");
  const share = environment.XDG_DATA_HOME;
  return join(share?.startsWith("/") ? share : join(homedir(), ".local/share"), "infomat");
}
