import type { KioskStatus } from "../../control/protocol.ts";
import type { ScannerSettings } from "../../scanner/settings.ts";
import { whoHolds } from "../printer/who-holds.ts";
import { tryPort } from "../scanner/try-port.ts";
import { failed, type Step, well } from "./report.ts";

/** Whether the configured scanner is there. A kiosk that runs holds its line, and tells how it is. */
export async function checkScanner(
  settings: ScannerSettings,
  status: KioskStatus | null,
): Promise<Step<true>> {
  if (settings.kind === "none") return { outcome: well("none is configured"), value: true };
  if (settings.kind === "keyboard")
    return { outcome: well("it types as a keyboard does: hold a policy to it at the screen"), value: true };
  const { path } = settings;
  if (status?.scanner === "ready") return { outcome: well(`${path}, in use by the kiosk`), value: true };
  const fault = await tryPort(settings);
  if (fault === null)
    return { outcome: well(`${path} can be opened; try it: infomat scanner test`), value: true };
  const holders = await whoHolds(path);
  const text = `${path}: ${fault}${holders.length > 0 ? `; it is held by ${holders.join(", ")}` : ""}`;
  return {
    outcome: failed({
      text,
      fix: "Check the scanner's cable, its path (ls /dev/serial/by-id) and that it is set to USB COM. The kiosk's user needs the group dialout.",
    }),
  };
}
