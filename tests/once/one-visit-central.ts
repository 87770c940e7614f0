import { CentralError } from "#contract/central/central.ts";
import type { SlotStatus } from "#contract/central/rows.ts";
import type { AttemptOutcome, FhirSlot, FhirSlotReading, FhirVisit } from "#sync/fhir/attempts.ts";
import { releasedStatus } from "#sync/fhir/booking/release.ts";
import type { FhirTransactions } from "#sync/fhir/booking/transactions.ts";
import { lost } from "./one-slot-central.ts";

type KeptSlot = { status: SlotStatus; versions: number[] };
/** How the next transaction ends: whether it is kept, and whether its answer arrives. */
export type Fate = { readonly commit: boolean; readonly answered: boolean };

/**
 * A central API in memory with one visit, of slot `old`, and a free slot `new`, which makes a withdrawn slot anew where a
 * PUT names it, as HAPI does for an id that it doesn't know.
 */
export class OneVisitCentral {
  readonly slots = new Map<string, KeptSlot>([
    ["old", { status: "busy", versions: [7] }],
    ["new", { status: "free", versions: [7] }],
  ]);
  keepsVersions = true;
  /** The visit's. */
  version = 1;
  status = "booked";
  start = 0;
  slotIds = ["old"];
  /** Marks by which it is known as booked by a patient, and not by the reception. */
  selfService = true;
  /** What the visit notes of its slot, where a kiosk took it for reception. */
  slotStatusBefore: SlotStatus | null = null;
  operationKeys: string[] = [];
  fenceKeys: string[] = [];
  /** Nobody finds the visit any more. */
  visitGone = false;
  /** Visits of other patients that name a slot. */
  others: { readonly slotId: string; readonly status: string }[] = [];
  /** What is answered to the next transactions in place of carrying them out. */
  refusals: AttemptOutcome[] = [];
  fates: Fate[] = [];
  sent: string[] = [];
  /** Slots that are withdrawn between the reading and the next transaction. */
  withdrawnMeanwhile: string[] = [];
  /** Runs before a question is answered. */
  before: (call: string) => void = () => undefined;
  readonly central: FhirTransactions = this.port() as FhirTransactions;

  statusOf(slotId: string): SlotStatus | "withdrawn" {
    return this.slots.get(slotId)?.status ?? "withdrawn";
  }
  /** Somebody writes a slot. */
  change(slotId: string, status: SlotStatus): void {
    const kept = this.slots.get(slotId);
    // A withdrawn one is made anew, and its versions begin anew.
    if (!kept) this.slots.set(slotId, { status, versions: [1] });
    else {
      kept.status = status;
      kept.versions.push((kept.versions.at(-1) ?? 0) + 1);
    }
  }
  /** An original that was under way arrives after all. */
  arriveLate(call: "cancel" | "move", key: string): void {
    this.change("old", "free");
    if (call === "move") {
      this.change("new", "busy");
      this.slotIds = ["new"];
    } else this.status = "cancelled";
    this.operationKeys.push(key);
    this.version++;
  }
  visit(): FhirVisit {
    return {
      id: "a1",
      etag: `W/"${this.version}"`,
      status: this.status,
      ticketNumber: "10001",
      start: this.start,
      end: this.start + 900_000,
      slotIds: [...this.slotIds],
      patientIds: ["p1"],
      words: { doctor: "", service: "", place: "" },
      practitionerId: "d1",
      roleId: "r1",
      service: { id: "h1", code: "B01.065.001", name: "x" },
      keys: { booking: ["k"], operation: [...this.operationKeys], fence: [...this.fenceKeys] },
      selfService: this.selfService,
      slotStatusBefore: this.slotStatusBefore,
      raw: {},
    };
  }

  private etag(slotId: string): string | null {
    const version = this.slots.get(slotId)?.versions.at(-1);
    return version === undefined ? null : `W/"${version}"`;
  }
  private read(slotId: string): FhirSlotReading {
    const kept = this.slots.get(slotId);
    const etag = this.etag(slotId);
    if (!kept || etag === null) return { state: "gone" };
    const slot = { id: slotId, version: etag, lastUpdated: 0, scheduleId: "c1", start: 0, end: 900_000 };
    return { state: "present", slot: { ...slot, status: kept.status }, etag, raw: {} };
  }

  /** Carries out a transaction under its ETags, or answers that they don't match. */
  private transact(
    call: string,
    key: string,
    visit: FhirVisit,
    puts: readonly { readonly of: FhirSlot; readonly status: SlotStatus }[],
    after: { readonly status: string; readonly slotIds: readonly string[] },
  ): AttemptOutcome {
    this.sent.push(call);
    const refusal = this.refusals.shift();
    if (refusal) return refusal;
    for (const slotId of this.withdrawnMeanwhile.splice(0)) this.slots.delete(slotId);
    const { commit, answered } = this.fates.shift() ?? { commit: true, answered: true };
    const fits =
      visit.etag === `W/"${this.version}"` &&
      puts.every(({ of }) => [null, of.etag].includes(this.etag(of.slot.id)));
    if (!commit || !fits) return answered ? { kind: "indeterminate", why: "412" } : lost;
    const createdSlotIds = puts.map(({ of }) => of.slot.id).filter((id) => !this.slots.has(id));
    for (const { of, status } of puts) this.change(of.slot.id, status);
    this.status = after.status;
    this.slotIds = [...after.slotIds];
    (isFence(call) ? this.fenceKeys : this.operationKeys).push(key);
    this.version++;
    return answered ? { kind: "committed", appointmentId: "a1", createdSlotIds } : lost;
  }

  private port(): Partial<FhirTransactions> {
    const called = (call: string): void => this.before(call);
    return {
      readSlot: async (slotId) => {
        called("readSlot");
        return this.read(slotId);
      },
      slotVersions: async (slotId) => {
        const kept = this.slots.get(slotId);
        return kept && this.keepsVersions ? kept.versions.map((it) => `W/"${it}"`).reverse() : null;
      },
      readVisit: async () => {
        called("readVisit");
        return this.visitGone ? null : this.visit();
      },
      visitsOfSlot: async (slotId) => [
        ...(this.slotIds.includes(slotId) ? [this.visit()] : []),
        ...this.others
          .filter((other) => other.slotId === slotId)
          .map(({ status }) => ({ ...this.visit(), id: "other", status })),
      ],
      withdrawSlot: async (_key, { slot }) => {
        this.change(slot.id, "entered-in-error");
        return { kind: "committed", appointmentId: null, createdSlotIds: [] };
      },
      cancel: async ({ key, visit, slots }) =>
        this.transact(
          "cancel",
          key,
          visit,
          slots.map((of) => ({ of, status: releasedStatus(this) })),
          { status: "cancelled", slotIds: visit.slotIds },
        ),
      move: async ({ key, visit, from, to, asReception = false }) => {
        const released = releasedStatus(this);
        this.slotStatusBefore = asReception && to.slot.status !== "free" ? to.slot.status : null;
        return this.transact(
          "move",
          key,
          visit,
          [{ of: to, status: "busy" as const }, ...from.map((of) => ({ of, status: released }))],
          { status: "booked", slotIds: [to.slot.id] },
        );
      },
      moveBack: async ({ key, visit, from, to, withdrawn, released = "free" }) =>
        this.transact(
          "moveBack",
          key,
          visit,
          [
            ...to.map((of) => ({ of, status: "busy" as const })),
            ...from.map((of) => ({ of, status: withdrawn ? ("entered-in-error" as const) : released })),
          ],
          { status: "booked", slotIds: to.map(({ slot }) => slot.id) },
        ),
      fenceVisit: async (key, visit) => this.transact("fenceVisit", key, visit, [], this),
    };
  }
}

const isFence = (call: string): boolean => call === "moveBack" || call === "fenceVisit";

/** The central API doesn't answer. */
export const silence = (): never => {
  throw new CentralError("unavailable", "down");
};
