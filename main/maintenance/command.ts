import { existsSync } from "node:fs";
import type { Console } from "../command-line/console.ts";
import { exitCodes } from "../command-line/exit-codes.ts";
import { codeOf } from "../files/whole-file.ts";
import { serviceDirIn } from "../store/data-folder.ts";
import { switchFile, throwSwitch } from "./maintenance.ts";

export type MaintenanceWish = "on" | "off" | "status";

/**
 * Takes the kiosk out of service, and puts it back: also one that doesn't run, which stays closed when it starts.
 * @returns the exit code
 */
export function switchMaintenance(
  wish: MaintenanceWish,
  { dataDir, console: { say, complain } }: { readonly dataDir: string; readonly console: Console },
): number {
  if (!existsSync(dataDir)) {
    complain(`There is no data folder ${dataDir}: has this kiosk been started?`);
    return exitCodes.notRunning;
  }
  const serviceDir = serviceDirIn(dataDir);
  const file = switchFile(serviceDir);
  try {
    switch (wish) {
      case "on":
        throwSwitch(serviceDir, "closed");
        say("The kiosk is out of service. Whoever stands there finishes first.");
        break;
      case "off":
        throwSwitch(serviceDir, "open");
        say("The kiosk is open.");
        break;
      case "status":
        say(existsSync(file) ? "The kiosk is out of service." : "The kiosk is open.");
    }
    return exitCodes.well;
  } catch (error) {
    const code = codeOf(error);
    const isRefused = code === "EACCES" || code === "EPERM";
    complain(
      `${file} can't be written (${code}). ${isRefused ? "Run this as root or as the kiosk's user." : "Check the disk."}`,
    );
    return isRefused ? exitCodes.notPermitted : exitCodes.failed;
  }
}
