import { defineLogEvents, type LogOf, printerStatuses } from "#contract/index.ts";
import { transportFaults } from "./transports/transport.ts";

/** What the devices log. */
export const printerEvents = defineLogEvents({
  "printer.status": {
    level: "info",
    sentence: "The printer's state has changed",
    facts: { printer: "place", status: printerStatuses },
  },
  "printer.connected": {
    level: "info",
    sentence: "The printer is connected",
    facts: { printer: "place", profile: "code", usb: "code?" },
  },
  "printer.unreachable": {
    level: "warn",
    sentence: "The printer can't be reached; it is tried again and again",
    facts: { printer: "place", fault: transportFaults },
    action: "Check cable, power and the printer's settings with `infomat printer status`",
  },
  "printer.lost": {
    level: "warn",
    sentence: "The connection to the printer is lost",
    facts: { printer: "place", fault: transportFaults },
    action: "Check cable and power; `infomat printer status` tells what the printer answers",
  },
  "printer.answers": {
    level: "info",
    sentence: "More is known of what the printer answers",
    facts: { ways: "codes", proofs: "codes" },
  },
  "printer.memory-cleared": {
    level: "info",
    sentence: "The printer's memory is cleared",
    facts: { printer: "place" },
  },
  "printer.ticket-confirmed": {
    level: "info",
    sentence: "The printer has confirmed that a ticket is printed",
    facts: { job: "id", proof: "code" },
  },
  "printer.ticket-discarded": {
    level: "info",
    sentence: "A ticket that nobody waits for is discarded",
    facts: { job: "id", printer: "place" },
  },
  "printer.virtual-unwritable": {
    level: "warn",
    sentence: "The virtual printer can't write its pictures",
    facts: { code: "code" },
    action: "Make room in the folder of the virtual printer, and let the kiosk's user write there",
  },
});

export type PrinterLog = LogOf<typeof printerEvents>;
