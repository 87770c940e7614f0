import { fhirNames } from "#contract/fhir/names.ts";
import {
  CentralError,
  type SelfTestFault,
  type SelfTestResult,
  type SelfTestRun,
  selfTestSystem,
  unreachable,
} from "#contract/index.ts";
import type { SyncLog } from "../log-events.ts";
import type { FhirSlot } from "./attempts.ts";
import { byKey, put, type Transaction, transaction } from "./booking-bundle.ts";
import { slotFence } from "./change-bundles.ts";
import type { Http } from "./http.ts";
import { isJson } from "./json.ts";
import { outcomeOfAnswer } from "./outcome.ts";
import { readSlot } from "./read.ts";
import { token } from "./search-values.ts";
import { createSelfTestResourceOwner, type SelfTestResources, Unprepared } from "./self-test-resources.ts";
import { visitsBy } from "./visits.ts";

/** Tries of a race: a central API that loses one in two is caught seven times in eight. */
const races = 3;
/** Tries of a booking that nothing stands in the way of, against conflicts that pass. */
const tries = 3;

type Found = (fault: SelfTestFault, detail: string) => void;
type Test = {
  readonly http: Http;
  readonly resources: SelfTestResources;
  readonly owner: string;
  readonly newKey: () => string;
  readonly found: Found;
  readonly signal: AbortSignal;
};

/**
 * Finds out whether bookings can be made exactly once at a central API (DESIGN §4, step 8): on an inactive schedule
 * of the test's own in the past, without a patient, cleaned up afterwards. It goes by what the central API holds
 * after each question, for an answer may be lost, late or somebody else's.
 * @throws {CentralError} `unavailable` and the like where an answer is missing: then nothing is known.
 */
export async function runSelfTest(
  { http, log }: { readonly http: Http; readonly log: SyncLog },
  { owner, newKey }: SelfTestRun,
  signal: AbortSignal,
): Promise<SelfTestResult> {
  const testResources = createSelfTestResourceOwner(http, owner, signal);
  const findings = new Map<SelfTestFault, string>();
  const found: Found = (fault, detail) => {
    if (!findings.has(fault)) findings.set(fault, detail);
    log.write("self-test.promise-broken", { fault, detail });
  };
  await testResources.cleanUp();
  try {
    const resources = await testResources.prepare();
    const test: Test = { http, resources, owner, newKey, found, signal };
    if (await sound(test)) {
      await stale(test);
      await sameKeyTwice(test);
      await sameKeyAtOnce(test);
      for (let race = 0; race < races; race++) await twoAtOnce(test);
    }
  } catch (error) {
    if (!(error instanceof Unprepared)) throw error;
    found("unprepared", error.message);
  } finally {
    if (!signal.aborted) await testResources.cleanUp();
  }
  if (findings.size === 0) return { kind: "passed" };
  return { kind: "failed", findings: [...findings].map(([fault, detail]) => ({ fault, detail })) };
}

/** A booking that nothing stands in the way of is kept and found. Without it the other questions tell nothing. */
async function sound(test: Test): Promise<boolean> {
  const key = test.newKey();
  let slot = await test.resources.freeSlot();
  for (let at = 0; at < tries; at++) {
    const sent = await send(test, booking(test, slot, key));
    const state = await stateOf(test, slot, [key]);
    if (state.visits === 1 && state.status === "busy") return true;
    if (sent.kind === "kept" && state.visits === 0) {
      test.found("notFound", `the slot is ${state.status}, and no visit is found by its key`);
      return false;
    }
    if (state.visits > 0 || state.status !== "free") {
      test.found("partialCommit", `a sound booking left ${told(state)}`);
      return false;
    }
    if (sent.kind === "refused") {
      test.found("refused", `status ${sent.status}`);
      return false;
    }
    slot = state.slot ?? slot;
  }
  test.found("refused", `${tries} times in conflict with nobody`);
  return false;
}

/** The slot changes after it was read, by the very change that fences a booking in doubt. */
async function stale(test: Test): Promise<void> {
  const before = await test.resources.freeSlot();
  const fence = await send(test, slotFence(test.newKey(), before));
  const after = await readSlot(test.http, before.slot.id, test.signal);
  if (after.state === "gone" || after.etag === before.etag) {
    return test.found("fenceWithoutEffect", `a change was ${fence.kind}, and the slot's version is the same`);
  }
  const key = test.newKey();
  await send(test, booking(test, before, key));
  const state = await stateOf(test, before, [key]);
  if (state.visits === 0 && state.status === "free") return;
  const taken = state.visits > 0 && state.status === "busy";
  test.found(taken ? "staleTaken" : "partialCommit", `a booking on an older version left ${told(state)}`);
}

async function sameKeyTwice(test: Test): Promise<void> {
  const key = test.newKey();
  const first = await test.resources.freeSlot();
  const second = await test.resources.freeSlot();
  await send(test, booking(test, first, key));
  await send(test, booking(test, second, key));
  const state = await stateOf(test, first, [key]);
  if (state.visits > 1) test.found("keyTwice", `${state.visits} visits under one key, one after the other`);
}

async function sameKeyAtOnce(test: Test): Promise<void> {
  const key = test.newKey();
  const slot = await test.resources.freeSlot();
  await atOnce(test, [booking(test, slot, key), booking(test, slot, key)]);
  const state = await stateOf(test, slot, [key]);
  if (state.visits > 1) return test.found("keyTwice", `${state.visits} visits under one key, sent at once`);
  requireWhole(test, state);
}

async function twoAtOnce(test: Test): Promise<void> {
  const keys = [test.newKey(), test.newKey()];
  const slot = await test.resources.freeSlot();
  await atOnce(
    test,
    keys.map((key) => booking(test, slot, key)),
  );
  const state = await stateOf(test, slot, keys);
  if (state.visits > 1) return test.found("slotTwice", `${state.visits} visits on one slot, sent at once`);
  requireWhole(test, state);
}

/** Visit and slot together, or neither. */
function requireWhole(test: Test, state: State): void {
  const whole = state.visits === 1 ? state.status === "busy" : state.status === "free";
  if (!whole) test.found("partialCommit", `two bookings at once left ${told(state)}`);
}

/** As a kiosk books (docs/fhir.md), with the test's own actor in the patient's place and without an agreement. */
function booking({ resources, owner }: Test, { slot, etag, raw }: FhirSlot, key: string): Transaction {
  if (!isJson(raw)) throw new TypeError("not a slot that this connector answered");
  return transaction([
    put("Slot", slot.id, etag, raw, { status: "busy" }),
    {
      fullUrl: `urn:uuid:${key}`,
      resource: {
        resourceType: "Appointment",
        identifier: [
          { system: fhirNames.bookingKey, value: key },
          { system: selfTestSystem, value: owner },
        ],
        status: "booked",
        start: raw.start,
        end: raw.end,
        slot: [{ reference: `Slot/${slot.id}` }],
        participant: [{ actor: resources.actor, status: "accepted" }],
      },
      request: { method: "POST", url: "Appointment", ifNoneExist: byKey(key) },
    },
  ]);
}

type Sent =
  | { readonly kind: "kept" | "inConflict" | "partialCommit" }
  | { readonly kind: "refused"; status: number };

/** @throws {CentralError} where there is no answer, or one that may pass. */
async function send({ http, resources, signal }: Test, bundle: Transaction): Promise<Sent> {
  try {
    const answer = await http.send({ method: "POST", path: "", json: bundle }, signal);
    const outcome = outcomeOfAnswer(answer.body, bundle.entry);
    switch (outcome.kind) {
      case "committed":
        if (outcome.appointmentId !== null) resources.note(outcome.appointmentId);
        return { kind: "kept" };
      case "refused":
        return outcome;
      case "partialCommit":
      case "indeterminate":
        return { kind: outcome.kind === "partialCommit" ? "partialCommit" : "inConflict" };
      default:
        return unreachable(outcome);
    }
  } catch (error) {
    if (!(error instanceof CentralError) || error.code === null) throw error;
    if (error.code === 409 || error.code === 412) return { kind: "inConflict" };
    if (error.fault === "rejected" || error.fault === "unauthorized")
      return { kind: "refused", status: error.code };
    throw error;
  }
}

/** Ends when all have been answered: nothing may arrive behind the clean-up. */
async function atOnce(test: Test, bundles: readonly Transaction[]): Promise<void> {
  const ends = await Promise.allSettled(bundles.map((bundle) => send(test, bundle)));
  for (const end of ends) if (end.status === "rejected") throw end.reason;
}

type State = { readonly visits: number; readonly status: string; readonly slot: FhirSlot | null };

async function stateOf(test: Test, { slot }: FhirSlot, keys: readonly string[]): Promise<State> {
  const reading = await readSlot(test.http, slot.id, test.signal);
  let visits = 0;
  for (const key of keys) {
    const identifier = `${token(fhirNames.bookingKey)}|${token(key)}`;
    const found = await visitsBy(test.http, { identifier }, [], test.signal);
    for (const visit of found.filter((each) => each.keys.booking.includes(key))) {
      test.resources.note(visit.id);
      if (visit.status === "booked") visits++;
    }
  }
  return reading.state === "gone"
    ? { visits, status: "gone", slot: null }
    : { visits, status: reading.slot.status, slot: reading };
}

const told = ({ visits, status }: State): string => `${visits} visits and a slot that is ${status}`;
