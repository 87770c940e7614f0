import { expect, test } from "vitest";
import { systemClock } from "#main/time/clock.ts";
import { refusalOf } from "#tests/support/refusal.ts";
import { arrive, atReception, type Clinic, freshOffer, sharedClinic, visitsOfSlot } from "./clinic.ts";

const ofAll = sharedClinic();

async function choose(clinic: Clinic) {
  await arrive(clinic);
  const { offer, serviceId, branchId } = await freshOffer(clinic);
  const { scheduleId, slotId, date, time } = offer;
  return { scheduleId, slotId, serviceId, branchId, at: { date, time } };
}
/** How often a slot was read since a line of the kiosk's log. */
const readings = ({ kiosk }: Clinic, slotId: string, since: number): number =>
  kiosk.log.lines.slice(since).filter((line) => line.includes(`/fhir/Slot/${slotId}"`)).length;
/** Two questions are two seconds apart, by a clock that the test doesn't have. */
const later = (): Promise<void> =>
  new Promise((resolve) => {
    systemClock.after(2_100, resolve);
  });

test("a chosen time that somebody takes meanwhile is told with the nearest others, and nothing was held", async () => {
  const clinic = ofAll();
  const chosen = await choose(clinic);
  expect(await clinic.kiosk.client.booking.watch(chosen)).toEqual({ state: "free" });
  expect(await visitsOfSlot(clinic, chosen.slotId)).toEqual([]);
  await atReception(clinic, "Slot", chosen.slotId, () => ({ status: "busy" }));
  await later();
  const now = await clinic.kiosk.client.booking.watch(chosen);
  expect(now.state).toBe("lost");
  const nearest = now.state === "lost" ? now.nearest : [];
  expect(nearest.length).toBeGreaterThan(0);
  expect(nearest.map(({ slotId }) => slotId)).not.toContain(chosen.slotId);
  // Said from now on without asking anybody.
  expect(await clinic.kiosk.client.booking.watch(chosen)).toMatchObject({ state: "lost" });
});

test("asked again and again, the central API is asked once in two seconds", async () => {
  const clinic = ofAll();
  const chosen = await choose(clinic);
  await later();
  const since = clinic.kiosk.log.lines.length;
  const began = systemClock.monotonic();
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => clinic.kiosk.client.booking.watch(chosen)),
  );
  expect(answers).toEqual(answers.map(() => ({ state: "free" })));
  // A loaded machine may take longer than two seconds over twenty questions.
  const seconds = (systemClock.monotonic() - began) / 1000;
  expect(readings(clinic, chosen.slotId, since)).toBeLessThanOrEqual(1 + Math.floor(seconds / 2));
});

test("a central API that can't be asked loses nobody a time", async () => {
  const clinic = ofAll();
  const chosen = await choose(clinic);
  await later();
  clinic.line.fate = () => "lostBefore";
  expect(await clinic.kiosk.client.booking.watch(chosen)).toEqual({ state: "unknown" });
});

test("without a session nothing is asked", async () => {
  const clinic = ofAll();
  const chosen = await choose(clinic);
  await clinic.kiosk.client.session.end({ reason: "home" });
  await refusalOf(clinic.kiosk.client.booking.watch(chosen), "SESSION_ENDED");
});
