import { fail, ok, type Result } from "#contract/base/result.ts";
import type { ShellName } from "./options.ts";

/** What will show the screens. */
export type Shell =
  | { readonly kind: "electron"; readonly binary: string }
  | { readonly kind: "chromium"; readonly browser: string }
  | { readonly kind: "none"; readonly why: string };

export type ShellFault = "NO_DISPLAY" | "NO_ELECTRON" | "NO_BROWSER";

/** What the machine has; `downloadElectron` may take its time. */
export type ShellWorld = {
  readonly hasDisplay: () => boolean;
  readonly electron: () => string | null;
  readonly downloadElectron: (insist: boolean) => Promise<string | null>;
  readonly browser: () => string | null;
  readonly say: (line: string) => void;
};

/**
 * Chooses by wish and by what is there. `auto` never fails: Electron if its program is there or can be had,
 * else an installed browser, else the address alone. A named shell that can't be had is a failure.
 */
export async function chooseShell(wish: ShellName, world: ShellWorld): Promise<Result<Shell, ShellFault>> {
  if (wish === "none") return ok({ kind: "none", why: "--shell none" });
  if (!world.hasDisplay()) {
    return wish === "auto" ? ok({ kind: "none", why: "there is no display here" }) : fail("NO_DISPLAY");
  }
  if (wish !== "chromium") {
    const binary = world.electron() ?? (await world.downloadElectron(wish === "electron"));
    if (binary) return ok({ kind: "electron", binary });
    if (wish === "electron") return fail("NO_ELECTRON");
    world.say("Electron's program is not here and can't be downloaded: using an installed browser instead.");
  }
  const browser = world.browser();
  if (browser) return ok({ kind: "chromium", browser });
  return wish === "auto"
    ? ok({ kind: "none", why: "no Chromium, Chrome or Edge was found (Debian: apt-get install chromium)" })
    : fail("NO_BROWSER");
}
