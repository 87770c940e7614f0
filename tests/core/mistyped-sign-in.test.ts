import { expect, test } from "vitest";
import { mod10CheckDigit } from "#contract/patients/policy.ts";
import { openDemoCentral, openKiosk, type TestKiosk, withCleanUp } from "#tests/support/kiosk.ts";
import { signIn } from "#tests/support/patient-at-kiosk.ts";
import { refusalOf } from "#tests/support/refusal.ts";

const digits = "999999999999999";
const stranger = { number: `${digits}${mod10CheckDigit(digits)}` };

async function type(kiosk: TestKiosk, number: string, birthDate: string) {
  await kiosk.client.session.start({});
  return kiosk.client.session.signIn({ policy: { kind: "unified", number }, birthDate });
}

test("what is mistyped is told at its field, before the central API is asked", () =>
  withCleanUp(async (later) => {
    const kiosk = await openKiosk(later, { centralUrl: "http://127.0.0.1:9/fhir" });
    const digits = await refusalOf(type(kiosk, "4056410842001239", "07031985"), "POLICY_INVALID");
    expect(digits.fault).toBe("POLICY_CHECK_DIGIT");
    const impossible = await refusalOf(type(kiosk, "4056410842001238", "31021985"), "BIRTH_DATE_INVALID");
    expect(impossible.fault).toBe("BIRTH_DATE_IMPOSSIBLE");
    const future = await refusalOf(type(kiosk, "4056410842001238", "01012990"), "BIRTH_DATE_INVALID");
    expect(future.fault).toBe("BIRTH_DATE_FUTURE");
  }));

test("an unknown policy and a wrong birth date get the same answer", () =>
  withCleanUp(async (later) => {
    const demoCentral = await openDemoCentral(later);
    const kiosk = await openKiosk(later, { centralUrl: demoCentral.url });
    const known = demoCentral.patients.find((patient) => patient.kind === "unified");
    if (!known) throw new Error("no demo patient");
    const unknownPolicy = await refusalOf(type(kiosk, stranger.number, "07031985"), "PATIENT_NOT_FOUND");
    const wrongDate = await refusalOf(type(kiosk, known.number, "01011950"), "PATIENT_NOT_FOUND");
    expect(wrongDate).toEqual(unknownPolicy);
  }));

test("after five failures reception must help, also with the right date", () =>
  withCleanUp(async (later) => {
    const demoCentral = await openDemoCentral(later);
    const kiosk = await openKiosk(later, { centralUrl: demoCentral.url });
    const known = demoCentral.patients.find((patient) => patient.kind === "unified");
    if (!known) throw new Error("no demo patient");
    for (let tries = 0; tries < 5; tries++) {
      await refusalOf(type(kiosk, known.number, "01011950"), "PATIENT_NOT_FOUND");
    }
    await refusalOf(signIn(kiosk.client, known), "TOO_MANY_TRIES");
  }));

test("each kind of policy signs its patient in", () =>
  withCleanUp(async (later) => {
    const demoCentral = await openDemoCentral(later);
    const kiosk = await openKiosk(later, { centralUrl: demoCentral.url });
    expect(new Set(demoCentral.patients.map((patient) => patient.kind))).toEqual(
      new Set(["unified", "old", "temporary"]),
    );
    for (const patient of demoCentral.patients) {
      const { sessionId: _, ...view } = await signIn(kiosk.client, patient);
      expect(view.name.endsWith(patient.name.split(" ")[0] ?? "?")).toBe(true);
      expect(JSON.stringify(view)).not.toMatch(/\d{7}/);
      await kiosk.client.session.end({ reason: "home" });
    }
  }));

test("without a session nothing can be signed in to, and nothing booked without signing in", () =>
  withCleanUp(async (later) => {
    const kiosk = await openKiosk(later, { centralUrl: "http://127.0.0.1:9/fhir" });
    const policy = { kind: "unified", number: stranger.number } as const;
    await refusalOf(kiosk.client.session.signIn({ policy, birthDate: "07031985" }), "SESSION_ENDED");
    await kiosk.client.session.start({});
    const consent = await kiosk.client.kiosk.consent({ language: "ru" });
    const booked = kiosk.client.booking.book({
      scheduleId: "a",
      slotId: "b",
      serviceId: "c",
      branchId: "d",
      at: { date: "2026-11-20", time: "09:00" },
      consent: { language: "ru", hash: consent.hash },
      phone: { kind: "declined" },
      email: null,
    });
    await refusalOf(booked, "NOT_SIGNED_IN");
  }));
