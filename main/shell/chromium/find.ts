import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

export type Machine = {
  readonly platform: NodeJS.Platform;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Whether this file is there and may be run. */
  readonly runnable: (file: string) => boolean;
};

export const thisMachine: Machine = {
  platform: process.platform,
  environment: process.env,
  runnable(file) {
    try {
      accessSync(file, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  },
};

const linuxNames = [
  "chromium",
  "chromium-browser",
  "google-chrome-stable",
  "google-chrome",
  "microsoft-edge-stable",
  "microsoft-edge",
];
const macApplications = ["Chromium", "Google Chrome", "Microsoft Edge"];
const windowsPrograms = [
  ["Chromium", "Application", "chrome.exe"],
  ["Google", "Chrome", "Application", "chrome.exe"],
  ["Microsoft", "Edge", "Application", "msedge.exe"],
];

/**
 * The installed Chromium, Chrome or Edge to show the screens with, in this order; null when there is none.
 * `INFOMAT_BROWSER` names one outside the usual places.
 */
export function findBrowser(machine: Machine = thisMachine): string | null {
  const named = machine.environment.INFOMAT_BROWSER;
  return (named ? [named] : usualPlaces(machine)).find(machine.runnable) ?? null;
}

function usualPlaces({ platform, environment }: Machine): string[] {
  if (platform === "win32") {
    const roots = [environment.ProgramFiles, environment["ProgramFiles(x86)"], environment.LOCALAPPDATA];
    const present = roots.filter((root) => root !== undefined);
    return windowsPrograms.flatMap((parts) => present.map((root) => join(root, ...parts)));
  }
  if (platform === "darwin") {
    return macApplications.map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`);
  }
  const folders = new Set([...(environment.PATH ?? "").split(delimiter), "/usr/bin", "/usr/local/bin"]);
  const usable = [...folders].filter((folder) => folder.startsWith("/"));
  return linuxNames.flatMap((name) => usable.map((folder) => join(folder, name)));
}

/** Whether windows can be shown here. Only Linux can lack a display that Node can know of. */
export function hasDisplay({
  platform,
  environment,
}: Pick<Machine, "platform" | "environment"> = thisMachine) {
  if (platform !== "linux") return true;
  return Boolean(environment.DISPLAY || environment.WAYLAND_DISPLAY);
}
