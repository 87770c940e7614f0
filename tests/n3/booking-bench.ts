import type {
  Attempt,
  AttemptMark,
  BookRequest,
  BookResult,
  CentralVisit,
  ChangeRequest,
  ChangeResult,
  UnsettledOperation,
} from "#contract/index.ts";
import type { HubOptions } from "#demo-central/index.ts";
import { createHubBooking } from "#sync/n3/booking/protocol.ts";
import { patientId, readPatientId, timeId } from "#sync/n3/ids.ts";
import type { HubRecord } from "#sync/n3/records.ts";
import type { MoveKind } from "#sync/n3/settings.ts";
import { createWallClock } from "#sync/n3/wall-clock.ts";
import { fakeClock } from "#tests/support/fake-clock.ts";
import type { Later } from "#tests/sync/helpers.ts";
import { freeTimesOf, openDemoHub } from "./demo-hub.ts";

export const profiles = ["D", "R", "C"] as const;
export const { signal } = new AbortController();

/** The booking protocol at one clinic of a stand-in hub, with the first two free times of a doctor's. */
export async function openBookingBench(
  later: Later,
  profile: NonNullable<HubOptions["profile"]>,
  move: MoveKind = "off",
) {
  const test = await openDemoHub(later, profile);
  const clock = fakeClock();
  const times = (await freeTimesOf(test)).toSorted((a, b) =>
    (a.VisitStart ?? "") < (b.VisitStart ?? "") ? -1 : 1,
  );
  const [first, second] = times;
  const time = { clinic: test.clinic, doctor: test.doctor, start: first?.VisitStart ?? "" };
  const slotId = timeId(time);
  const person = patientId({ clinic: test.clinic, patient: test.patient });
  const visit = {
    id: slotId,
    patientIds: [person],
    status: "booked",
    slotIds: [slotId],
    ...{ end: null, ticketNumber: null, service: { id: null, code: "", name: "" } },
  } as unknown as CentralVisit;
  const saved: HubRecord[] = [];
  const protocol = createHubBooking({
    hub: test.client,
    clock,
    time: createWallClock("Europe/Moscow"),
    patients: { at: async (id) => readPatientId(id)?.patient ?? null },
    moves: { at: async () => move },
    records: {
      save: (record) => void saved.push(record),
      ofKey: (key) => saved.find((record) => record.key === key) ?? null,
      saveConsent: () => undefined,
    },
  });
  const noted: AttemptMark[] = [];
  const deps = { note: (marks: readonly AttemptMark[]) => void noted.push(...marks), left: signal };
  const request = {
    ...{ key: "k", slotId, patientId: person, ticketNumber: "1", service: { id: "s", code: "", name: "" } },
    consent: { key: "a", at: 0 },
  } as unknown as BookRequest;
  const movedId = timeId({ ...time, start: second?.VisitStart ?? "" });
  const moving = {
    ...{ key: "m", seen: visit },
    to: { slotId: movedId, service: { id: "s", code: "", name: "" } },
  } as unknown as ChangeRequest;
  const slotsOf = {
    book: [{ slotId, scheduleId: "c" }],
    cancel: [],
    move: [
      { slotId: movedId, scheduleId: "c" },
      { slotId, scheduleId: "c" },
    ],
  };
  const unsettled = (kind: "book" | "cancel" | "move"): UnsettledOperation => ({
    key: kind === "move" ? "m" : "k",
    kind,
    slots: slotsOf[kind],
    sent: noted,
    payload: {
      patientId: person,
      visitId: kind === "book" ? null : slotId,
      withdrawn: false,
      partialCommit: false,
    },
  });
  const rounds = async (
    most = 3,
    attempt: Attempt<BookResult | ChangeResult> = protocol.book(request, deps),
  ) => {
    const told: string[] = [];
    for (let at = 0; at < most; at++) {
      const answer = await attempt.round(signal);
      told.push(answer === "again" ? answer : `${answer.happened} ${answer.result.kind}`);
      if (answer !== "again") break;
    }
    return told;
  };
  const slotOf = first?.IdAppointment ?? "";
  /** The moments of the two times' standing visits, in order. */
  const standing = () =>
    test.hub
      .bookings()
      .filter(({ cancelled }) => !cancelled)
      .map(({ start }) => (start === first?.VisitStart ? "old" : start === second?.VisitStart ? "new" : "?"));
  const settled = () => protocol.settle(unsettled("move"), signal);
  return {
    ...{ ...test, clock, protocol, deps, request, visit, noted, unsettled, rounds, slotOf, all: test },
    ...{ moving, movedId, standing, settled, visitStart: time.start },
  };
}
