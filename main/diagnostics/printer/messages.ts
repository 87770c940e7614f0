import type { PrinterStatus } from "#contract/index.ts";
import type { PrintOutcome, TransportFault } from "#printer/index.ts";

/** What a status means, and what to do about it. */
export const statusWords: Readonly<Record<PrinterStatus, string>> = {
  ready: "The printer is ready.",
  paperNearEnd: "The printer is ready; its paper is near the end. Put in a new roll soon.",
  paperOut:
    "The printer is out of paper. Put in a roll: the end hangs out, the printing side (it turns dark under a fingernail) faces the head.",
  coverOpen: "The printer's cover is open. Close it until it snaps in on both sides.",
  cutter:
    "The cutter is stuck. Switch the printer off, open the cover, take the paper out of the cutter, switch it on.",
  jam: "Paper is stuck in the printer. Open the cover and pull it out in the direction of printing.",
  overheated: "The print head is too hot. Wait a few minutes; it goes on by itself.",
  offline: "The printer doesn't answer. Is it switched on, is the cable in, is its own 'online' lamp lit?",
  unknown: "The printer can be written to, but tells nothing of itself. Print a test ticket and look at it.",
};

/** Why a printer can't be reached, and what to do about it. */
export const faultWords: Readonly<Record<TransportFault, string>> = {
  notFound: "There is no such printer. Is it switched on and plugged in? See: infomat printer list",
  denied:
    "This user may not use the printer. Linux: add the user to the group lp (serial ports: dialout) and log in again, or add a udev rule: " +
    'SUBSYSTEM=="usb", ATTR{idVendor}=="VVVV", MODE="0660", GROUP="lp".',
  busy: "Another program holds the printer. Stop the kiosk, CUPS's queue for it, or whatever else prints there.",
  unreachable:
    "Nobody answers at that address. Is the printer on, is the address right (its self-test prints it), is port 9100 open?",
  timeout: "The printer took too long. Is it on, and is the network fast enough to reach it?",
  stopped:
    "The system's queue for the printer is stopped or holds its jobs: nothing would come out. See why: lpstat -p -l QUEUE. Start it: cupsenable QUEUE, cupsaccept QUEUE.",
  gone: "The printer went away. Look at its cable and its power supply.",
  notADevice: "That path is no printer but something else. Printers are /dev/usb/lp0 and the like.",
  broken:
    "The system could not use the printer. Try another USB port or cable, then start the machine again.",
};

export function outcomeWords(outcome: PrintOutcome): string {
  switch (outcome.kind) {
    case "printed":
      return "The printer says that the ticket came out.";
    case "refused":
      return `Nothing was sent. ${statusWords[outcome.status]}`;
    case "unknown":
      return outcome.status === "ready" || outcome.status === "unknown" || outcome.status === "paperNearEnd"
        ? "Everything was sent, and the printer didn't tell whether the ticket came out. Look at it; if it did, all is well: the kiosk will ask its patients."
        : `The ticket may be incomplete. ${statusWords[outcome.status]}`;
  }
}
