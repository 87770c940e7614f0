import { create } from "zustand";
import type { CentralState } from "#contract/central/central-state.ts";
import type { BookingState } from "#contract/conformance/booking-state.ts";
import type { DemoSwitches } from "#contract/demo/demo.ts";
import type { KioskInfo } from "#contract/kiosk/kiosk-info.ts";
import type { ServiceState } from "#contract/maintenance/service-state.ts";
import type { KioskEvent } from "#contract/page/events.ts";
import type { PrinterStatus } from "#contract/printer/printer-status.ts";

/** Whether the core answers. `denied`: it does, but this page has no right to ask. */
type Link = "up" | "down" | "denied";

type KioskState = {
  readonly info: KioskInfo | null;
  readonly central: CentralState | null;
  readonly booking: BookingState;
  readonly printer: PrinterStatus;
  readonly service: ServiceState;
  readonly switches: DemoSwitches | null;
  readonly link: Link;
  /** The central API's clock minus this page's monotonic one, ms. */
  readonly clockOffset: number;
  /** A fault of the page itself: the screens give way to one that starts them again. */
  readonly broken: boolean;
};

export const useKiosk = create<KioskState>()(() => ({
  info: null,
  central: null,
  booking: "untested",
  printer: "unknown",
  service: "open",
  switches: null,
  link: "up",
  clockOffset: 0,
  broken: false,
}));

/** What the core told of itself, at start and after each break of the link. */
export function takeInfo(info: KioskInfo): void {
  useKiosk.setState({
    info,
    central: info.central,
    booking: info.booking,
    printer: info.printer,
    service: info.service,
  });
  setClock(info.now);
}

/** `now` is the central API's clock at this moment, ms since 1970. */
export function setClock(now: number): void {
  useKiosk.setState({ clockOffset: now - performance.now() });
}

/** The central API's clock now, ms since 1970; it goes on with the page's monotonic clock. */
export const kioskNow = (): number => useKiosk.getState().clockOffset + performance.now();

/** Whether a ticket sent to a printer in this state is likely to come out; of an unknown state nobody can tell. */
export const canPrint = (status: PrinterStatus): boolean =>
  status === "ready" || status === "paperNearEnd" || status === "unknown";

/** Takes in what an event says of the kiosk itself; what others tell of is taken in elsewhere. */
export function takeEvent(event: KioskEvent): void {
  switch (event.type) {
    case "central":
      return useKiosk.setState({ central: event.central });
    case "booking":
      return useKiosk.setState({ booking: event.booking });
    case "printer":
      return useKiosk.setState({ printer: event.status });
    case "service":
      return useKiosk.setState({ service: event.service });
    case "demo":
      return useKiosk.setState({ switches: event.switches });
    case "catalog":
    case "schedule":
    case "scanner":
    case "session":
    case "ticket":
    case "staff":
      return;
  }
}

/** The kiosk's facts, on screens that are shown only once these are known. */
export function useInfo(): KioskInfo {
  const info = useKiosk((state) => state.info);
  if (info === null) throw new Error("a screen was shown before the kiosk was known");
  return info;
}
