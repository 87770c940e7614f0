import { join } from "node:path";

/** What the launcher knows to say about failures, for the person who installs the kiosk. */
type Facts = { readonly port?: number | null; readonly dataDir: string; readonly configFile?: string | null };

const keyRemedy =
  "Put the file back from a backup of the same folder. If there is none, move the files named below out of the folder and start again: the print journal and the outbox only hold tickets and e-mails of the last hours, but with journal.sqlite bookings that are not settled yet are lost, so reception must compare this kiosk's bookings of the last day with the central API's.";

const remedies: Readonly<Record<string, (facts: Facts) => string>> = {
  PORT_TAKEN: ({ port }) =>
    port
      ? `Port ${port} is taken by another program. Choose another one with --port, or leave --port out.`
      : "The port is taken by another program. Choose another one with --port.",
  DATA_NOT_WRITABLE: ({ dataDir }) =>
    `The data folder can't be written: ${dataDir}. Give this user the right to write there, or name another folder with --data.`,
  DATA_FULL: ({ dataDir }) =>
    `The disk with the data folder is full: ${dataDir}. Make room there and start again; nothing was half made.`,
  KEY_MISSING: ({ dataDir }) =>
    `The kiosk's key, ${join(dataDir, "kiosk.key")}, is gone, and what is kept under it can't be read without it. ${keyRemedy}`,
  KEY_DAMAGED: ({ dataDir }) =>
    `The kiosk's key, ${join(dataDir, "kiosk.key")}, is damaged, and what is kept under it can't be read without it. ${keyRemedy}`,
  DATA_IN_USE: ({ dataDir }) =>
    `Another Infomat already runs with the data folder ${dataDir}. Stop it, or name another folder with --data.`,
  STORE_UNWRITABLE: ({ dataDir }) =>
    `The database in ${dataDir} can't be written. Check the rights and the free space on the disk, or name another folder with --data.`,
  STORE_FROM_FUTURE: ({ dataDir }) =>
    `The database in ${dataDir} was made by a newer Infomat. Install that version, or name another folder with --data.`,
  STORE_DAMAGED: ({ dataDir }) =>
    `A database in ${dataDir} is damaged. Start the kiosk: it loads the schedule anew from the central API by itself, and begins the print journal and the outbox anew. Never move journal.sqlite away: it holds bookings that are not settled; the kiosk sets a damaged one aside itself and says what to do.`,
  CONFIG_NOT_FOUND: ({ configFile }) =>
    `The configuration file is not there or can't be read: ${configFile ?? "(none)"}. Check the path given with --config.`,
  CONFIG_BROKEN: ({ configFile }) =>
    `The configuration ${configFile ?? ""} has mistakes. Mend them and start again:`,
  SCREENS_MISSING: () => "The screens are not built. Run: npm run build",
  OPTIONS_BROKEN: () =>
    "The core did not understand the launcher: the installation is incomplete. Install again.",
  SILENT: () =>
    "The machine may be overloaded. Start again; if it stays so, look at the core's last lines above.",
  CRASHED: () => "This is a fault of the program. The lines above tell more.",
  CENTRAL_FAILED: () =>
    "The demo central API could not start. Use a real central API with --central, or look at the lines above.",
  NO_ELECTRON: () =>
    "Electron's program is not here and could not be downloaded. Allow github.com and run: npx install-electron --no. Or use --shell chromium.",
  NO_BROWSER: () =>
    "No Chromium, Chrome or Edge was found. Install one (Debian: apt-get install chromium), or use --shell none and open the address in any browser.",
  NO_DISPLAY: () =>
    "There is no display (DISPLAY and WAYLAND_DISPLAY are empty). Start from a graphical session, or use --shell none.",
  SHELL_BUILD_FAILED: () => "Electron's part could not be built. Run: npm run build -- shell",
};

/**
 * What happened and what to do about it, in plain words. `text` is what the failing part said itself; it is
 * shown after the remedy, or alone for a code that has none.
 */
export function explain(code: string, text: string, facts: Facts): string {
  const remedy = remedies[code]?.(facts);
  return [remedy, text].filter((part) => part !== undefined && part !== "").join("\n");
}
