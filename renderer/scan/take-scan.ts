import { unreachable } from "#contract/base/result.ts";
import type { HeardScan } from "#contract/scanner/scan.ts";
import { useModes } from "../modes/store.ts";
import type { Actions } from "../state/actions.ts";
import { useKiosk } from "../state/kiosk.ts";
import { isOpen, useSession } from "../state/session.ts";
import { useStaff } from "../state/staff.ts";
import type { StaffActions } from "../state/staff-actions.ts";
import { useVisit } from "../state/visit.ts";
import { hideScanNotice, tellScan } from "./notice.ts";

/**
 * Does what a scan asks for: a policy opens a session where there is none, fills the sign-in form and signs in;
 * a number fills its field; a ticket opens its visit after the sign-in. Everything else, also a policy at a moment that has no use for it, gets a text.
 */
export async function takeScan(
  scan: HeardScan,
  act: Actions,
  staff: Pick<StaffActions, "enterByCard" | "scanned" | "scannedPolicy">,
): Promise<void> {
  if (scan.kind === "staff") return staff.enterByCard(scan.pass);
  if (useStaff.getState().place !== null) return takeForStaff(scan, staff);
  // The face of a kiosk under service says all that there is to say.
  if (useKiosk.getState().service === "closed" && !isOpen(useSession.getState().session)) return;
  const isAsked = scan.kind === "policy" || scan.kind === "number" || scan.kind === "visit";
  if (isAsked && isCovered()) return tellScan("later");
  switch (scan.kind) {
    case "policy":
      return fill({ number: scan.number, birthDate: scan.birthDate }, act);
    case "number":
      return fill({ number: scan.number, birthDate: null }, act);
    case "visit":
      return openTicket(scan.id, act);
    case "ignored":
      return tellScan(scan.kind);
    case "fault":
      return tellScan(scan.fault);
    default:
      return unreachable(scan);
  }
}

/** A ticket proves nothing about who holds it: its visit is opened once that visit's patient has signed in. */
async function openTicket(visitId: string, act: Actions): Promise<void> {
  const { central } = useKiosk.getState();
  if (central === null || central.state === "never") return tellScan("notLoaded");
  if (useVisit.getState().view === "welcome") await act.beginVisits();
  const { view, flow } = useVisit.getState();
  if (view !== "flow" || flow?.at !== "signIn") return tellScan("later");
  useVisit.setState({ wants: "visits", wantedVisit: visitId });
  tellScan("visit");
}

async function fill(scanned: { number: string; birthDate: string | null }, act: Actions): Promise<void> {
  const { central } = useKiosk.getState();
  if (central === null || central.state === "never") return tellScan("notLoaded");
  if (useVisit.getState().view === "welcome") await act.begin();
  const { view, flow } = useVisit.getState();
  if (view !== "flow" || flow?.at !== "signIn") return tellScan("later");
  hideScanNotice();
  useVisit.setState({ scanned, signInWay: "policy", asksName: false });
  if (useKiosk.getState().info?.secondFactor === "document") tellScan("numberAndDocument");
  else if (scanned.birthDate === null) tellScan("number");
}

/** Whether help, a question or a sheet lies over the screen: nothing may happen behind it. */
const isCovered = (): boolean =>
  useVisit.getState().help !== null ||
  useModes.getState().choosing ||
  document.querySelector("dialog[open]") !== null;

/** What staff hold to it is a patient's, and leads to tickets; a plain number proves too little for that. */
async function takeForStaff(
  scan: HeardScan,
  staff: Pick<StaffActions, "scanned" | "scannedPolicy">,
): Promise<void> {
  if (scan.kind === "visit") return await staff.scanned(scan.id);
  if (scan.kind === "policy") return await staff.scannedPolicy(scan.number, scan.birthDate);
  if (scan.kind === "fault") tellScan(scan.fault);
}
