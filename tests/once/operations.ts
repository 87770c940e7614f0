import { join } from "node:path";
import type { BookRequest } from "#contract/central/booking-protocol.ts";
import { type Journal, openJournal } from "#main/booking/journal/journal.ts";
import type { Payload } from "#main/booking/journal/operation.ts";
import { createSettler, type Settler } from "#main/booking/settler.ts";
import { createFhirBooking } from "#sync/fhir/booking/protocol.ts";
import type { FhirTransactions } from "#sync/fhir/booking/transactions.ts";
import { type FakeClock, fakeClock } from "#tests/support/fake-clock.ts";
import { temporaryFolder } from "#tests/support/kiosk.ts";
import { type KeptLog, keptLog } from "#tests/support/log.ts";

/** What a piece of work comes to while the clock goes on, in steps of 200 ms and for 40 s at most. */
export async function throughTurns<T>(clock: Pick<FakeClock, "pass">, work: Promise<T>): Promise<T> {
  const ended = Promise.allSettled([work]);
  let over = false;
  void ended.then(() => {
    over = true;
  });
  for (let turns = 0; turns < 200 && !over; turns++) await clock.pass(200);
  const [outcome] = await ended;
  if (outcome.status === "rejected") throw outcome.reason;
  return outcome.value;
}

export const key = "01930000-0000-7000-8000-000000000001";
export const kioskKey = Buffer.alloc(32, 7);

export const payload: Payload = {
  patientId: "patient-of-this-test",
  phone: "+79105554107",
  facts: {
    number: "10001",
    clinic: "Поликлиника № 4",
    branch: "Терапевтическое отделение",
    address: "ул. Мира, 12",
    room: "214",
    service: { code: "B01.065.001", name: "Приём врача" },
    doctor: { name: "Захарова Софья Сергеевна", position: "врач" },
    date: "2026-11-23",
    time: "09:15",
    patient: "Неповторимов И. И.",
    phone: "8-800-200-56-03",
  },
  visitId: null,
  withdrawn: false,
  partialCommit: false,
};

export const request: BookRequest = {
  key,
  slotId: "s1",
  offered: { scheduleId: "c1", start: 0 },
  patientId: "p1",
  ticketNumber: "10001",
  service: { id: "h1", code: "B01.065.001", name: "x" },
  practitionerId: "d1",
  roleId: "r1",
  roomLocationId: null,
  organizationId: "o1",
  phone: null,
  consent: {
    key: "k",
    patientId: "p1",
    organizationId: "o1",
    variant: "self" as const,
    performerId: null,
    accepted: true,
    textVersion: "1",
    textHash: "h",
    language: "ru",
    at: 0,
    kiosk: "1",
  },
};

export const patience = 20_000;
export const quiet = 300_000;

/** A journal in a file, with a fake clock and what settles by it. */
export type Bench = {
  readonly file: string;
  readonly clock: FakeClock;
  readonly log: KeptLog;
  readonly journal: Journal;
  readonly settler: Settler;
  /** Enters the booking of {@link request}. */
  enter(): void;
  /** The program ends in the middle and starts anew on the same file. */
  restart(): Bench;
};

export function openBench(
  demoCentral: { readonly central: FhirTransactions },
  later: (close: () => unknown) => void,
  file = join(temporaryFolder(later), "journal.sqlite"),
): Bench {
  const clock = fakeClock();
  const log = keptLog();
  const journal = openJournal({ file, key: kioskKey, clock });
  const settler = createSettler({
    protocol: createFhirBooking({ central: demoCentral.central, log }),
    journal,
    clock,
    log,
    quiet,
    refresh: () => undefined,
  });
  let open = true;
  const close = async (): Promise<void> => {
    if (!open) return;
    open = false;
    await settler.close();
    journal.close();
  };
  later(close);
  return {
    file,
    clock,
    log,
    journal,
    settler,
    enter: () =>
      journal.open({ key, kind: "book", slots: [{ slotId: "s1", scheduleId: "c1" }], payload, patience }),
    restart() {
      void close();
      return openBench(demoCentral, later, file);
    },
  };
}
