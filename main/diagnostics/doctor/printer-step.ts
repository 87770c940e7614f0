import type { Clock } from "#contract/base/ports.ts";
import { ok } from "#contract/base/result.ts";
import { createDevicePrinter, mayPrint } from "#printer/index.ts";
import type { Log } from "../../log/events.ts";
import { chooseProfile, chooseTransport } from "../../tickets/choose-printer.ts";
import type { PrinterSettings } from "../../tickets/settings.ts";
import { faultWords, statusWords } from "../printer/messages.ts";
import { firstStatus } from "../printer/run.ts";
import { whoHolds } from "../printer/who-holds.ts";
import { failed, type Step, well } from "./report.ts";

/** Whether the configured printer is there and may print. A kiosk that runs holds most printers for itself. */
export async function checkPrinter(
  settings: PrinterSettings,
  { clock, log }: { readonly clock: Clock; readonly log: Log },
): Promise<Step<true>> {
  if (settings.kind === "virtual") {
    return { outcome: well("none is configured: tickets are shown on the screen"), value: true };
  }
  const transport = chooseTransport(settings, clock);
  const opened = await transport.open();
  if (!opened.ok) {
    const path = settings.kind === "device" || settings.kind === "serial" ? settings.path : null;
    const holders = opened.code === "busy" && path !== null ? await whoHolds(path) : [];
    if (holders.length > 0) {
      const by = holders.join(", ");
      return {
        outcome: well(`${transport.name} is in use by ${by}; right if that is the kiosk`),
        value: true,
      };
    }
    return { outcome: failed({ text: `${transport.name}: ${opened.code}`, fix: faultWords[opened.code] }) };
  }
  const { foundAs } = opened.value;
  let first: typeof opened | null = opened;
  const printer = createDevicePrinter({
    transport: {
      ...transport,
      open() {
        const line = first;
        first = null;
        return line ? Promise.resolve(ok(line.value)) : transport.open();
      },
    },
    profile: chooseProfile(settings),
    encode: () => new Uint8Array(),
    clock,
    log,
  });
  try {
    const status = await firstStatus(printer, clock);
    const place = foundAs ? `${transport.name}, found at ${foundAs}` : transport.name;
    if (!mayPrint(status))
      return { outcome: failed({ text: `${place}: ${status}`, fix: statusWords[status] }) };
    const correct = foundAs ? " Write that path into printer.path." : "";
    return { outcome: well(`${place}. ${statusWords[status]}${correct}`), value: true };
  } finally {
    await printer.close();
  }
}
