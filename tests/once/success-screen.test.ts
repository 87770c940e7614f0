import { expect, test } from "vitest";
import { CentralError } from "#contract/central/central.ts";
import type { ReferenceType } from "#contract/central/rows.ts";
import type { ConsentText } from "#contract/consents/consent-text.ts";
import { carryOut } from "#main/booking/attempt.ts";
import { type BookInput, type BookingResult, createBookingService } from "#main/booking/booking-service.ts";
import { consentRecords } from "#main/booking/consent-record.ts";
import { createOperations } from "#main/booking/operations.ts";
import { withinPatience } from "#main/booking/patience.ts";
import { createOfferReader } from "#main/booking/read-offer.ts";
import { createRecheck } from "#main/booking/recheck.ts";
import type { Catalog } from "#main/schedules/catalog.ts";
import type { ScheduleReader } from "#main/schedules/schedule.ts";
import { clinicTime } from "#main/time/clinic-time.ts";
import { bookSlot } from "#sync/fhir/booking/book.ts";
import type { FhirCentral } from "#sync/fhir/index.ts";
import type { FakeClock } from "#tests/support/fake-clock.ts";
import { withCleanUp } from "#tests/support/kiosk.ts";
import { OneSlotCentral } from "./one-slot-central.ts";
import { openBench } from "./operations.ts";

type Later = (close: () => unknown) => void;

const doctor = {
  scheduleId: "c1",
  scheduleNo: 1,
  roleId: "r1",
  practitionerId: "d1",
  organizationId: "o1",
  roomLocationId: null,
  family: "Захарова",
  given: "Софья",
  patronymic: "",
  position: "врач",
  room: "214",
};
const service = { id: "h1", organizationId: "o1", code: "B01.065.001", name: "Приём" };
const input = {
  sessionId: "session",
  patient: { id: "p1", phones: [], attachedOrganizationIds: [] },
  proved: true,
  agreement: { variant: "self", performerId: null },
  scheduleId: "c1",
  slotId: "s1",
  // The slot begins at moment 0.
  at: { date: "1970-01-01", time: "03:00" },
  serviceId: "h1",
  branchId: "o1",
  consent: { language: "ru", hash: "h" },
  phone: { kind: "declined" },
  email: null,
} as unknown as BookInput;

/** A booking service whose central API takes `takes` ms for every answer, by the test's clock; null: it never answers. */
function openBookingService(
  later: Later,
  takes: number | null,
): { book(more?: Partial<BookInput>): Promise<BookingResult>; clock: FakeClock; calls: string[] } {
  const demoCentral = new OneSlotCentral();
  const { clock, journal, log, settler } = openBench(demoCentral, later);
  const calls: string[] = [];
  const slow =
    (name: string) =>
    async (...given: unknown[]): Promise<unknown> => {
      calls.push(name);
      const signal = given.at(-1) as AbortSignal;
      await new Promise<void>((resolve, reject) => {
        signal.addEventListener("abort", () => reject(new CentralError("unavailable", "given up")));
        if (takes !== null) clock.after(takes, resolve);
      });
      if (name === "readReference") return { type: given[0] as ReferenceType, id: given[1], version: "1" };
      if (name === "visitsOfPatient") return [];
      return await (demoCentral.central as unknown as Record<string, (...given: unknown[]) => unknown>)[
        name
      ]?.(...given);
    };
  const central = new Proxy({}, { get: (_, name) => slow(String(name)) }) as FhirCentral;
  const catalog = {
    doctorOf: () => doctor,
    scheduleHolding: (scheduleId: string) => scheduleId,
    grid: () => ({}),
    service: () => service,
    named: ({ code, name }: { code: string; name: string }) => ({ code, name }),
    gives: () => true,
    place: () => null,
  } as unknown as Catalog;
  const schedule = {
    timeOf: () => ({ start: 0, end: 900_000 }),
    bookableAt: () => 0,
  } as unknown as ScheduleReader;
  const slots = { store: () => [], note: () => undefined, refresh: () => undefined };
  const rules = {
    broken: async (_: unknown, signal?: AbortSignal) => {
      await central.visitsOfPatient("p1", 0, signal ?? AbortSignal.abort()).catch(() => []);
      return null;
    },
    forget: () => undefined,
    passed: () => [],
  };
  const time = clinicTime("Europe/Moscow");
  const bookings = createBookingService({
    withinPatience: withinPatience(clock, 20_000),
    operations: createOperations({
      journal,
      settler,
      showing: { begin: () => undefined, acknowledged: () => undefined },
      rules,
      conformance: { whenKnown: async () => "open", onPartialCommit: () => undefined },
      ids: { key: () => "01930000-0000-7000-8000-000000000001" },
      log,
    }),
    agreements: {
      text: () => ({ hash: "h", version: "1", language: "ru" }) as ConsentText,
      recordOf: consentRecords(clock.now, "1"),
    },
    recheck: createRecheck({
      readOffer: createOfferReader({
        central,
        reference: { put: () => false },
        slots,
        onCatalog: () => undefined,
      }),
      catalog,
      schedule,
      journal,
      rules,
      time,
      clock,
      log,
    }),
    bookSlot: (request, within) =>
      carryOut(
        request.key,
        bookSlot(request, {
          central,
          log,
          left: within.left,
          note: (marks) => journal.sending(request.key, marks),
        }),
        { journal, clock, log, ...within },
      ),
    schedules: { catalog, slots, alternatives: () => [] },
    details: { catalog, time, now: clock.now },
    ticketNumber: () => "10001",
    mailer: null,
  });
  return {
    clock,
    calls,
    book: (more = {}) => bookings.book({ ...input, left: new AbortController().signal, ...more }),
  };
}

/** How long a booking took by the clock, ms, and what came of it. */
async function timed(
  clock: FakeClock,
  booking: Promise<BookingResult>,
): Promise<{ took: number; kind: string }> {
  const began = clock.monotonic();
  let ended: { took: number; kind: string } | null = null;
  void booking.then(({ kind }) => {
    ended = { took: clock.monotonic() - began, kind };
  });
  for (let turns = 0; turns < 1_000 && ended === null; turns++) await clock.pass(50);
  if (ended === null) throw new Error("no answer");
  return ended;
}

test("the success screen comes after three round trips", () =>
  withCleanUp(async (later) => {
    const { clock, calls, book } = openBookingService(later, 300);
    const { took, kind } = await timed(clock, book());
    expect(kind).toBe("booked");
    expect(took).toBeLessThanOrEqual(900 + 50);
    expect(took).toBeGreaterThan(600);
    expect(calls.slice(-2)).toEqual(["book", "readVisit"]);
  }));

test("patience counts from the touch, over everything", () =>
  withCleanUp(async (later) => {
    const { clock, book } = openBookingService(later, null);
    await clock.pass(30_000);
    const { took, kind } = await timed(clock, book({ touchedAt: clock.monotonic() - 5_000 }));
    expect(kind).toBe("unavailable");
    expect(took).toBeGreaterThan(14_900);
    expect(took).toBeLessThanOrEqual(15_050);
  }));
