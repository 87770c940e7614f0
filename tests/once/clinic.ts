import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll } from "vitest";
import type { ReviewItem } from "#contract/booking/review-item.ts";
import { fhirNames } from "#contract/fhir/names.ts";
import type { Offer, TimeState } from "#contract/schedules/schedule.ts";
import type { Ticket } from "#contract/tickets/ticket.ts";
import type { Visit } from "#contract/visits/visit.ts";
import type { DemoCentral } from "#demo-central/index.ts";
import { type Resource, read, search } from "#tests/support/central-rest.ts";
import { clinicClock } from "#tests/support/clinic-clock.ts";
import { openDemoCentral, openKiosk, type TestKiosk, temporaryFolder } from "#tests/support/kiosk.ts";
import { book, firstOffer, signIn, timeOf } from "#tests/support/patient-at-kiosk.ts";
import { reviewList } from "#tests/support/review-list.ts";
import { type SkippingClock, skippingClock } from "#tests/support/skipping-clock.ts";
import { type Fate, type Line, openLine } from "./line.ts";

type Later = (close: () => unknown) => void;

/** A central API, a line to it, and a kiosk on a clock of its own. */
export type Clinic = {
  readonly demoCentral: DemoCentral;
  readonly line: Line;
  readonly kiosk: TestKiosk;
  readonly clock: SkippingClock;
};

const patience = 20_000;

/**
 * The usual patience, which no slow machine uses up; soon at the central API again when it was away; and no rule
 * keeps anybody from one more visit.
 */
export function settings(later: Later, rules = ""): string {
  const file = join(temporaryFolder(later), "kiosk.yaml");
  writeFileSync(
    file,
    `central: { url: "http://127.0.0.1:1/fhir", every: 5 }
booking: { patience: ${patience / 1000}, quiet: 1 }
rules: { sameSpecialist: off, overlap: allowed${rules} }
`,
  );
  return file;
}

async function openClinic(later: Later, rules: string): Promise<Clinic> {
  const demoCentral = await openDemoCentral(later);
  const line = await openLine(later, demoCentral.url);
  const clock = skippingClock(clinicClock);
  const kiosk = await openKiosk(later, {
    centralUrl: line.url,
    configFile: settings(later, rules),
    substitutes: { clock },
  });
  await kiosk.online();
  return { demoCentral, line, kiosk, clock };
}

/**
 * One clinic for all tests of a file, which stay out of each other's way by booking other times.
 * @param rules further ones, as YAML behind a comma
 */
export function sharedClinic(rules = ""): () => Clinic {
  const closers: (() => unknown)[] = [];
  let clinic: Clinic | null = null;
  beforeAll(async () => {
    clinic = await openClinic((close) => closers.push(close), rules);
  });
  afterAll(async () => {
    for (const close of closers.reverse()) await close();
  });
  afterEach(() => {
    if (clinic) clinic.line.fate = () => "passes";
  });
  return () => {
    if (!clinic) throw new Error("the clinic is not open yet");
    return clinic;
  };
}

/** The next transaction meets this fate, and all that follow pass. */
export function strikeNext({ line }: Pick<Clinic, "line">, fate: Fate): void {
  let struck = false;
  line.fate = ({ isTransaction }) => {
    if (!isTransaction || struck) return "passes";
    struck = true;
    return fate;
  };
}

/** The central API keeps the next transaction, its answer is lost, and from then on nothing passes. */
export function keepUnseen({ line }: Pick<Clinic, "line">): void {
  let kept = false;
  line.fate = ({ isTransaction }) => {
    if (kept) return "lostBefore";
    kept = isTransaction;
    return isTransaction ? "lostAfter" : "passes";
  };
}

/** Makes a call, and lets the patient's patience run out once the line has struck so many of its requests. */
export async function untilPatienceIsOver<T>(
  { line, clock }: Pick<Clinic, "line" | "clock">,
  call: () => Promise<T>,
  strikes = 1,
): Promise<T> {
  let struck = line.struck();
  const called = call();
  // What fails without a strike is told at once.
  const failed = called.then(() => undefined);
  for (let count = 1; count <= strikes; count++) {
    await Promise.race([struck, failed]);
    struck = line.struck();
  }
  clock.skip(patience);
  return called;
}

const givenOut = new WeakMap<Clinic, Set<string>>();

/** The first free time that no test of this clinic has had: what earlier tests took and gave back stays theirs. */
export async function freshOffer(clinic: Clinic): ReturnType<typeof firstOffer> {
  const given = givenOut.get(clinic) ?? new Set();
  givenOut.set(clinic, given);
  const what = await firstOffer(clinic.kiosk.client, given);
  given.add(what.offer.slotId);
  return what;
}

export type Booked = {
  readonly ticket: Ticket;
  readonly offer: Offer;
  readonly serviceId: string;
  readonly branchId: string;
};

/** The n-th demo patient signs in. */
export async function arrive({ demoCentral, kiosk }: Clinic, n = 0): Promise<void> {
  const patient = demoCentral.patients[n];
  if (!patient) throw new Error("no such demo patient");
  await kiosk.client.session.end({ reason: "finished" });
  await signIn(kiosk.client, patient);
}

/** The n-th demo patient books the first free time, and sees it. */
export async function bookFirst(clinic: Clinic, n = 0): Promise<Booked> {
  await arrive(clinic, n);
  const { client } = clinic.kiosk;
  const what = await freshOffer(clinic);
  const ticket = await book(client, what);
  await client.booking.shown({ visitId: ticket.visitId });
  return { ticket, ...what };
}

/** Another free time of the same doctor's service. */
export async function otherOffer({ kiosk }: Clinic, booked: Booked): Promise<Offer> {
  const { branchId, serviceId } = booked;
  const offers = await kiosk.client.schedule.nearest({ branchId, serviceId, limit: 3 });
  const other = offers.find(({ slotId }) => slotId !== booked.offer.slotId);
  if (!other) throw new Error("nothing else is free");
  return other;
}

export const move = ({ kiosk }: Clinic, booked: Booked, to: Offer): Promise<Ticket> =>
  kiosk.client.booking.move({
    visitId: booked.ticket.visitId,
    ...timeOf(to),
    serviceId: booked.serviceId,
    branchId: booked.branchId,
  });

export const visitOf = ({ demoCentral }: Clinic, { ticket }: Booked): Promise<Resource> =>
  read(demoCentral.url, "Appointment", ticket.visitId);
export const statusOfSlot = async ({ demoCentral }: Clinic, slotId: string): Promise<string | undefined> =>
  (await read(demoCentral.url, "Slot", slotId)).status;
export const visitsOfSlot = ({ demoCentral }: Clinic, slotId: string): Promise<Resource[]> =>
  search(demoCentral.url, "Appointment", { slot: `Slot/${slotId}` });

/** Our operation keys on a visit. */
export const operationKeys = (visit: Resource): string[] =>
  (visit.identifier as { system: string; value: string }[])
    .filter(({ system }) => system === fhirNames.operationKey)
    .map(({ value }) => value);

/** What somebody at reception writes with a program of their own. */
export async function atReception(
  { demoCentral }: Clinic,
  type: string,
  id: string,
  change: (resource: Resource) => Record<string, unknown>,
): Promise<void> {
  const resource = await read(demoCentral.url, type, id);
  const answer = await fetch(`${demoCentral.url}/${type}/${id}`, {
    method: "PUT",
    headers: { "content-type": "application/fhir+json" },
    body: JSON.stringify({ ...resource, ...change(resource) }),
  });
  if (!answer.ok) throw new Error(`${type}/${id}: ${answer.status}`);
}

/** What the kiosk's log says that operations were settled as, from `since` lines on. */
export const settledAs = ({ kiosk }: Pick<Clinic, "kiosk">, since = 0): string[] =>
  kiosk.log.lines
    .slice(since)
    .map((text): Record<string, unknown> => JSON.parse(text))
    .filter(({ event }) => event === "booking.settled")
    .map(({ kind, state, outcome, reason }) => `${kind}: ${state} ${outcome ?? reason}`);

/** The visit as the patient who is signed in sees it among their own. */
export async function listed({ kiosk }: Clinic, { ticket }: Booked): Promise<Visit | undefined> {
  return (await kiosk.client.booking.list({})).find(({ visitId }) => visitId === ticket.visitId);
}
/** The visit on the review list. */
export const onReviewList = ({ kiosk }: Clinic, { ticket }: Booked): ReviewItem | undefined =>
  reviewList(kiosk.dataDir)
    .list()
    .find(({ visitId }) => visitId === ticket.visitId);
/** How the kiosk's grid shows a time. */
export async function cellOf(
  { kiosk }: Pick<Clinic, "kiosk">,
  { scheduleId, date, slotId }: Offer,
  serviceId: string,
): Promise<TimeState | undefined> {
  const times = await kiosk.client.schedule.times({ scheduleId, serviceId, date });
  return times.find((cell) => cell.slotId === slotId)?.state;
}
