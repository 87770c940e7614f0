import { CentralError } from "#contract/central/central.ts";
import type { SlotStatus } from "#contract/central/rows.ts";
import type { AttemptOutcome, FhirSlot, FhirSlotReading, FhirVisit } from "#sync/fhir/attempts.ts";
import type { FhirTransactions } from "#sync/fhir/booking/transactions.ts";

/** An answer to a booking: `commit` tells whether it is kept, `outcome` what is said of it. */
export type Answer = { readonly commit?: boolean; readonly outcome?: AttemptOutcome };

export const lost: AttemptOutcome = { kind: "indeterminate", why: "reset" };
const committed: AttemptOutcome = { kind: "committed", appointmentId: "a1", createdSlotIds: [] };

type Kept = {
  id: string;
  key: string;
  version: number;
  status: string;
  fence: string[];
  slotStatusBefore?: SlotStatus;
};

/** A central API in memory with one slot, which answers bookings, cancels and fences as a test says. */
export class OneSlotCentral {
  status: SlotStatus = "free";
  scheduleId = "c1";
  start = 0;
  version = 1;
  /** Its versions since it was last made, the present one last. */
  versions = [1];
  keepsVersions = true;
  gone = false;
  visits: Kept[] = [];
  /** Slots that each visit names. */
  slotIds = ["s1"];
  answers: Answer[] = [];
  cancelAnswers: Answer[] = [];
  fenceAnswers: Answer[] = [];
  calls: string[] = [];
  down = false;
  /** Runs before a call is answered. */
  before: (call: string) => void = () => undefined;
  /** Bookings that were sent and not decided: a test may commit them late. */
  readonly onTheirWay: { key: string; etag: string }[] = [];

  readonly central: FhirTransactions = this.port() as FhirTransactions;

  get sentBookings(): number {
    return this.calls.filter((call) => call === "book").length;
  }
  get live(): Kept[] {
    return this.visits.filter(({ status }) => status === "booked");
  }
  get etag(): string {
    return `W/"${this.version}"`;
  }

  /** Commits a booking, if its version still is the slot's. */
  commit({ key, etag }: { key: string; etag: string }): boolean {
    if (this.gone || etag !== this.etag || this.visits.some((visit) => visit.key === key)) return false;
    this.change("busy");
    this.visits.push({ id: `a${this.visits.length + 1}`, key, version: 1, status: "booked", fence: [] });
    return true;
  }
  change(status: SlotStatus): void {
    this.status = status;
    this.renew();
  }
  private renew(): void {
    this.version++;
    this.versions.push(this.version);
  }
  /** The slot is withdrawn for good, and the next booking makes it anew, as HAPI does for an id that it doesn't know. */
  makeAnew(): void {
    this.versions = [];
    this.version = 0;
  }

  private called(call: string): void {
    this.calls.push(call);
    this.before(call);
    if (this.down) throw new CentralError("unavailable", "down");
  }

  private reading(): FhirSlotReading {
    if (this.gone) return { state: "gone" };
    const slot = {
      id: "s1",
      version: String(this.version),
      lastUpdated: 0,
      scheduleId: this.scheduleId,
      start: this.start,
      end: this.start + 900_000,
      status: this.status,
    };
    return { state: "present", slot, etag: this.etag, raw: {} };
  }

  private view(kept: Kept): FhirVisit {
    return {
      id: kept.id,
      etag: `W/"${kept.version}"`,
      status: kept.status,
      ticketNumber: "10001",
      start: 0,
      end: 900_000,
      slotIds: [...this.slotIds],
      patientIds: ["p1"],
      words: { doctor: "", service: "", place: "" },
      practitionerId: "d1",
      roleId: "r1",
      service: { id: "h1", code: "B01.065.001", name: "x" },
      keys: { booking: [kept.key], operation: [], fence: kept.fence },
      selfService: true,
      slotStatusBefore: kept.slotStatusBefore ?? null,
      raw: {},
    };
  }

  private port(): Partial<FhirTransactions> {
    return {
      readSlot: async () => {
        this.called("readSlot");
        return this.reading();
      },
      slotVersions: async () => {
        this.called("slotVersions");
        return this.gone || !this.keepsVersions
          ? null
          : [...this.versions].reverse().map((it) => `W/"${it}"`);
      },
      consentsByKey: async () => {
        this.called("consentsByKey");
        return [];
      },
      withdrawSlot: async () => {
        this.calls.push("withdrawSlot");
        this.change("entered-in-error");
        return committed;
      },
      book: async ({ key, slot: { etag } }) => {
        this.calls.push("book");
        const answer = this.answers.shift() ?? { commit: true };
        if (answer.commit === undefined && answer.outcome?.kind === "indeterminate") {
          this.onTheirWay.push({ key, etag });
          return answer.outcome;
        }
        const kept = answer.commit === true && this.commit({ key, etag });
        return answer.outcome ?? (kept ? committed : { kind: "indeterminate", why: "412" });
      },
      visitByKey: async (key) => {
        this.called("visitByKey");
        const found = this.visits.find((visit) => visit.key === key);
        return found ? this.view(found) : null;
      },
      readVisit: async (id) => {
        this.called("readVisit");
        const found = this.visits.find((visit) => visit.id === id);
        return found ? this.view(found) : null;
      },
      visitsOfSlot: async () => {
        this.called("visitsOfSlot");
        return this.visits.map((visit) => this.view(visit));
      },
      cancel: async ({ visit, slots, why, released }) => {
        this.calls.push("cancel");
        const answer = this.cancelAnswers.shift() ?? { commit: true };
        const found = this.visits.find(({ id }) => id === visit.id);
        const fits =
          found && `W/"${found.version}"` === visit.etag && slots.every((it) => it.etag === this.etag);
        if (answer.commit && found && fits) {
          found.status = "cancelled";
          found.version++;
          if (slots.length > 0) this.change(why === "withdrawn" ? "entered-in-error" : (released ?? "free"));
        }
        return answer.outcome ?? (fits ? committed : { kind: "indeterminate", why: "412" });
      },
      fenceSlot: async (_key, slot: FhirSlot) => {
        this.calls.push("fenceSlot");
        const answer = this.fenceAnswers.shift() ?? { commit: true };
        const fits = slot.etag === this.etag;
        if (answer.commit && fits) this.renew();
        return answer.outcome ?? (fits ? committed : { kind: "indeterminate", why: "412" });
      },
      releaseSlot: async (_key, _slot, released) => {
        this.calls.push("releaseSlot");
        this.change(released);
        return committed;
      },
    };
  }
}
