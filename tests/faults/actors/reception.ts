import type { ReceptionDeed } from "../plan.ts";
import { type CentralData, isLive, type Read, scheduleOf, slotIdsOf } from "../world/central-data.ts";

const vendorUrl = "urn:vendor:note";
const receptionVisitSystem = "urn:vendor:visit";

/** What the reception has done, for whoever checks that it still holds at the end. */
export type ReceptionBook = {
  /** Slots that the reception keeps for itself. */
  readonly blocked: Set<string>;
  readonly withdrawn: Set<string>;
  /** Visits that it cancelled, by their id. */
  readonly cancelled: Set<string>;
  /** Schedules that it has switched off. */
  readonly closed: Set<string>;
  /** The vendor's own notes, by `Type/id`, oldest first: see {@link vendorFields}. */
  readonly notes: Map<string, string[]>;
};

export type Reception = {
  readonly book: ReceptionBook;
  /** Does a deed to a slot if it makes sense there now; answers whether it did. */
  do(deed: ReceptionDeed, slotId: string): Promise<boolean>;
  /** Switches on what it has switched off: later plans book there. */
  reopen(): Promise<void>;
  /** Puts a note of the vendor on a slot before anybody books it. */
  note(slotId: string): Promise<void>;
};

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** What a vendor's program keeps in places that are none of a kiosk's business: each note in all of them. */
export function vendorFields(notes: readonly string[]): {
  extension: readonly object[];
  tags: readonly object[];
  comment: string;
} {
  return {
    extension: notes.map((valueString) => ({ url: vendorUrl, valueString })),
    tags: notes.map((code) => ({ system: vendorUrl, code })),
    comment: notes.join(", "),
  };
}

/** The clinic's reception: another client of the central API, which works past kiosk and proxy and with `If-Match`. */
export function createReception(demoCentral: CentralData, patientId: () => string): Reception {
  const book: ReceptionBook = {
    blocked: new Set(),
    withdrawn: new Set(),
    cancelled: new Set(),
    closed: new Set(),
    notes: new Map(),
  };
  let lastNote = 0;

  const note = async (read: Read): Promise<boolean> => {
    const { resource } = read;
    const name = `${resource.resourceType}/${resource.id}`;
    const text = `note ${++lastNote}`;
    const notes = [...(book.notes.get(name) ?? []), text];
    const added = vendorFields([text]);
    const meta = (resource.meta ?? {}) as { tag?: unknown };
    const done = await demoCentral.put(read, {
      meta: { ...meta, tag: [...listOf(meta.tag), ...added.tags] },
      extension: [...listOf(resource.extension), ...added.extension],
      comment: vendorFields(notes).comment,
    });
    if (done) book.notes.set(name, notes);
    return done;
  };

  const liveVisit = async (slotId: string): Promise<Read | null> => {
    const visits = await demoCentral.all("Appointment", { slot: `Slot/${slotId}` });
    const visit = visits.find((one) => isLive(one) && slotIdsOf(one).includes(slotId));
    return visit ? demoCentral.read("Appointment", visit.id) : null;
  };

  /** Switches a schedule on or off; another's write in between is tried over. */
  const setActive = async (id: string, active: boolean): Promise<boolean> => {
    for (;;) {
      const schedule = await demoCentral.read("Schedule", id);
      if (!schedule) return false;
      if (await demoCentral.put(schedule, { active })) return true;
    }
  };

  const deeds: Readonly<Record<ReceptionDeed, (slot: Read, slotId: string) => Promise<boolean>>> = {
    async block(slot, slotId) {
      const { status } = slot.resource;
      if (status !== "free" && status !== "busy") return false;
      const done = await demoCentral.put(slot, { status: "busy-unavailable" });
      if (done) book.blocked.add(slotId);
      return done;
    },
    async unblock(slot, slotId) {
      if (!book.blocked.has(slotId)) return false;
      const visit = await liveVisit(slotId);
      // The visit stands in the transaction too: one that is cancelled meanwhile would leave the slot busy for nobody.
      const done = await demoCentral.transaction(
        visit ? [put(slot, { status: "busy" }), put(visit, {})] : [put(slot, { status: "free" })],
      );
      if (done) book.blocked.delete(slotId);
      return done;
    },
    async withdraw(slot, slotId) {
      if (slot.resource.status !== "free") return false;
      const done = await demoCentral.remove(slot);
      if (done) book.withdrawn.add(slotId);
      return done;
    },
    async book(slot, slotId) {
      if (slot.resource.status !== "free") return false;
      return demoCentral.transaction([
        put(slot, { status: "busy" }),
        {
          resource: {
            resourceType: "Appointment",
            identifier: [{ system: receptionVisitSystem, value: `${slotId}-${++lastNote}` }],
            status: "booked",
            start: slot.resource.start,
            end: slot.resource.end,
            slot: [{ reference: `Slot/${slotId}` }],
            participant: [{ actor: { reference: `Patient/${patientId()}` }, status: "accepted" }],
          },
          request: { method: "POST", url: "Appointment" },
        },
      ]);
    },
    async cancel(slot, slotId) {
      const visit = await liveVisit(slotId);
      if (!visit) return false;
      const status = book.blocked.has(slotId) ? "busy-unavailable" : "free";
      const done = await demoCentral.transaction([
        put(visit, { status: "cancelled" }),
        put(slot, { status }),
      ]);
      if (done) book.cancelled.add(visit.resource.id);
      return done;
    },
    async shift(slot) {
      const { status, start, end } = slot.resource;
      if (status !== "free") return false;
      return demoCentral.put(slot, { start: later(start), end: later(end) });
    },
    async handOver(slot) {
      if (slot.resource.status !== "free") return false;
      const own = scheduleOf(slot.resource);
      const other = (await demoCentral.all("Schedule")).find(
        ({ id, active }) => id !== own && active !== false,
      );
      return other ? demoCentral.put(slot, { schedule: { reference: `Schedule/${other.id}` } }) : false;
    },
    async closeSchedule(slot) {
      const id = scheduleOf(slot.resource);
      const done = await setActive(id, false);
      if (done) book.closed.add(id);
      return done;
    },
    touch: (slot) => note(slot),
    async annotate(_slot, slotId) {
      const visit = await liveVisit(slotId);
      return visit ? note(visit) : false;
    },
  };

  return {
    book,
    async do(deed, slotId) {
      const slot = await demoCentral.read("Slot", slotId);
      return slot ? deeds[deed](slot, slotId) : false;
    },
    async reopen() {
      for (const id of book.closed) await setActive(id, true);
      book.closed.clear();
    },
    async note(slotId) {
      const slot = await demoCentral.read("Slot", slotId);
      if (!slot || !(await note(slot))) throw new Error(`${slotId} can't be written`);
    },
  };
}

/** Seven minutes later, which is no other slot's time. */
const later = (instant: unknown): string => new Date(Date.parse(String(instant)) + 7 * 60_000).toISOString();

const put = ({ resource, etag }: Read, changes: object) => ({
  resource: { ...resource, ...changes },
  request: {
    method: "PUT" as const,
    url: `${resource.resourceType}/${resource.id}`,
    ifMatch: etag,
  },
});
