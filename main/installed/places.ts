import { join, resolve } from "node:path";
import type { Places } from "../command-line/places.ts";

/** Where an installed kiosk on Linux has its settings and its data. The package makes both. */
export const installedFiles = {
  config: "/etc/infomat/infomat.yaml",
  dataDir: "/var/lib/infomat",
  /** What the system's Chromium may open, managed by root. */
  policies: "/etc/chromium/policies/managed/infomat.json",
} as const;

/**
 * The port of an installed kiosk whose configuration names none. It is the same at each start: the browser's
 * managed policies name the one address that it may open.
 */
export const installedPort = 8437;

/** The parts of the program that this bundle (`dist/program`) belongs to. */
export function bundledPlaces(here: string = import.meta.dirname): Places {
  const root = resolve(here, "../..");
  return {
    root,
    coreEntry: join(here, "core.js"),
    // Not packed: a patient must never book at an invented clinic.
    centralEntry: join(here, "demo-central.js"),
    hubEntry: null,
    identityEntry: null,
    electronMain: join(root, "dist/shell/main.js"),
    commandEntry: null,
    locales: join(root, "assets/locales"),
  };
}
