import { askCore } from "../../control/client.ts";
import { type KioskStatus, statusSchema } from "../../control/protocol.ts";
import { failed, type Step, warned, well } from "./report.ts";

/** The kiosk that runs with this data folder, as it says itself; none running is no fault. */
export async function checkKiosk(dataDir: string): Promise<Step<{ readonly status: KioskStatus | null }>> {
  const answer = await askCore(dataDir, "GET /status", statusSchema);
  if (!answer.ok) {
    if (answer.code === "NOT_RUNNING")
      return { outcome: well("none runs here now"), value: { status: null } };
    const fix = "Restart the kiosk: systemctl restart infomat. The log tells more: infomat log";
    return { outcome: failed({ text: `The kiosk that runs can't be asked (${answer.code}).`, fix }) };
  }
  const status = answer.value;
  const since = status.since.slice(0, 16).replace("T", " ");
  const missing = status.missing.map(({ code, text }) => ({
    text: `Patients can't book. ${code}: ${text}`,
    fix: "The steps below tell more; what each code means is in docs/monitoring.md.",
  }));
  const head = `${status.version} runs since ${since} UTC`;
  return { outcome: warned(head, ...missing), value: { status } };
}
