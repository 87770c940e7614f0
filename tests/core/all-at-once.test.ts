import { expect, test } from "vitest";
import { mod10CheckDigit } from "#contract/patients/policy.ts";
import { search } from "#tests/support/central-rest.ts";
import { openDemoCentral, openKiosk, withCleanUp } from "#tests/support/kiosk.ts";
import { book, firstOffer, signIn } from "#tests/support/patient-at-kiosk.ts";

const codesOf = (ends: readonly PromiseSettledResult<unknown>[]): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const end of ends) {
    const code = end.status === "fulfilled" ? "done" : String(end.reason.code);
    counts.set(code, (counts.get(code) ?? 0) + 1);
  }
  return counts;
};
const digits = "999999999999999";
const stranger = { kind: "unified", number: `${digits}${mod10CheckDigit(digits)}` } as const;

test(
  "64 first touches, 64 sign-ins and 8 bookings at once keep to their bounds, and the next patient is served",
  () =>
    withCleanUp(async (later) => {
      const demoCentral = await openDemoCentral(later);
      const kiosk = await openKiosk(later, {
        centralUrl: demoCentral.url,
        config: "rules: { sameSpecialist: 30, overlap: allowed }",
      });
      await kiosk.online();
      const nobody = kiosk.naming(null);
      const starts = await Promise.allSettled(Array.from({ length: 64 }, () => nobody.session.start({})));
      expect(Object.fromEntries(codesOf(starts))).toEqual({ done: 1, SESSION_OPEN: 63 });
      const { session } = await kiosk.client.kiosk.info({});
      if (session.state === "none") throw new Error("no session");

      const first = kiosk.naming(session.id);
      const tries = await Promise.allSettled(
        Array.from({ length: 64 }, () => first.session.signIn({ policy: stranger, birthDate: "07031985" })),
      );
      expect(Object.fromEntries(codesOf(tries))).toEqual({ PATIENT_NOT_FOUND: 5, TOO_MANY_TRIES: 59 });
      await first.session.end({ reason: "home" });

      const [patient] = demoCentral.patients;
      if (!patient) throw new Error("no demo patient");
      await signIn(kiosk.client, patient);
      const { offer, branchId, serviceId } = await firstOffer(kiosk.client);
      const offers = await kiosk.client.schedule.nearest({ branchId, serviceId, limit: 20 });
      const own = offers.filter(({ scheduleId }) => scheduleId === offer.scheduleId).slice(0, 8);
      expect(own.length).toBeGreaterThan(1);
      const times = Array.from({ length: 8 }, (_, at) => own[at % own.length] ?? offer);
      const booked = await Promise.allSettled(
        times.map((one) => book(kiosk.client, { offer: one, branchId, serviceId })),
      );
      const ids = booked.flatMap((end) => (end.status === "fulfilled" ? [end.value.visitId] : []));
      expect(new Set(ids).size).toBe(1);
      expect(await search(demoCentral.url, "Appointment", { _id: ids.join(",") })).toHaveLength(1);
      expect(await kiosk.client.booking.list({})).toHaveLength(1);
      await kiosk.client.session.end({ reason: "finished" });

      const [, next] = demoCentral.patients;
      if (!next) throw new Error("no second demo patient");
      await signIn(kiosk.client, next);
      expect(await kiosk.client.booking.list({})).toEqual([]);
    }),
  60_000,
);
