import { traverseContractProcedures } from "@orpc/server";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { kioskContract } from "#contract/api.ts";
import { search } from "#tests/support/central-rest.ts";
import { waitFor } from "#tests/support/kiosk.ts";
import { book, firstOffer, signIn } from "#tests/support/patient-at-kiosk.ts";
import { refusalOf } from "#tests/support/refusal.ts";
import { type At, calls } from "./walking-away/calls.ts";
import type { HoldAt } from "./walking-away/gate.ts";
import { arrive, type Lobby, openLobby } from "./walking-away/lobby.ts";

/**
 * A patient walks away at every moment of every call, in every way that a session ends, and the next one touches,
 * signs in and books: nothing of the former reaches them, neither as an answer nor as an event nor as an effect.
 */
let lobby: Lobby;
const closers: (() => unknown)[] = [];
const later = (close: () => unknown): void => void closers.push(close);

beforeAll(async () => {
  lobby = await openLobby(later);
});
afterAll(async () => {
  for (const close of closers.reverse()) await close();
});

const paths: string[] = [];
traverseContractProcedures({ router: kioskContract, path: [] }, ({ path }) => paths.push(path.join(".")));

test("every procedure of the contract is walked away from", () => {
  expect(Object.keys(calls).sort()).toEqual([...paths].sort());
});
test("a call that may tell that the session has ended is one that is bound to it", () => {
  const bound: string[] = [];
  traverseContractProcedures({ router: kioskContract, path: [] }, ({ contract, path }) => {
    if ("SESSION_ENDED" in contract["~orpc"].errorMap) bound.push(path.join("."));
  });
  expect(
    Object.keys(calls)
      .filter((path) => calls[path]?.bound)
      .sort(),
  ).toEqual(bound.sort());
});

/** Ways a session ends. The clocks wait for a call that is under way. */
const ways: Readonly<Record<string, (at: Lobby) => unknown>> = {
  home: ({ kiosk }) => kiosk.client.session.end({ reason: "home" }),
  "a lost window": ({ kiosk }) => kiosk.core.windowOpened(),
  // A part at a time: the question begins when the first clock has run out.
  idle: ({ clock }) => {
    clock.skip(60_000);
    clock.skip(20_000);
  },
  cap: async ({ clock, kiosk }) => {
    for (const part of [50_000, 50_000, 50_000, 50_000, 50_000, 30_000]) {
      await kiosk.client.session.stay({}).catch(() => undefined);
      clock.skip(part);
    }
    clock.skip(20_000);
  },
};
const atOnce = new Set(["home", "a lost window"]);

/** Comes next, looks at all there is, signs in and books; answers with all that was told meanwhile. */
async function nextPatient(former: At, formerId: string): Promise<string> {
  const { demoCentral, kiosk } = lobby;
  const { client } = kiosk;
  const told: unknown[] = [];
  const ending = new AbortController();
  const events = await client.events.listen({}, { signal: ending.signal });
  const listening = async (): Promise<void> => {
    for await (const event of events) told.push(event);
  };
  void listening().catch(() => undefined);
  const state = await client.session.start({});
  expect(state).toMatchObject({ state: "open", patient: null });
  expect((state as { id: string }).id).not.toBe(formerId);
  const { visitId } = former.ticket;
  await refusalOf(client.booking.list({}), "NOT_SIGNED_IN");
  await refusalOf(client.booking.cancel({ visitId }), "NOT_SIGNED_IN");
  await refusalOf(client.ticket.preview({ visitId, language: "ru" }), "NOT_FOUND");
  await refusalOf(client.ticket.print({ visitId, language: "ru" }), "NOT_FOUND");
  const [, patient] = demoCentral.patients;
  if (!patient) throw new Error("no second demo patient");
  told.push(await signIn(client, patient), await client.kiosk.info({}), await client.booking.list({}));
  told.push(await client.cards.list({}), await client.cards.messages({}));
  await refusalOf(client.ticket.print({ visitId, language: "ru" }), "NOT_FOUND");
  const ticket = await book(client, await firstOffer(client));
  told.push(ticket, await client.booking.shown({ visitId: ticket.visitId }));
  const [visit] = await search(demoCentral.url, "Appointment", { _id: ticket.visitId });
  expect(JSON.stringify(visit)).toContain('"Patient/');
  expect(JSON.stringify(visit)).not.toContain(`"Patient/${await formerPatientId()}"`);
  told.push((await client.kiosk.info({})).session);
  ending.abort();
  await client.session.end({ reason: "home" });
  return JSON.stringify(told);
}

function expectNothingOf({ ticket, policy, cardId }: At, told: string): void {
  for (const secret of [
    ticket.visitId,
    ticket.number,
    policy.number,
    cardId,
    ticket.patient.split("\u00a0")[0],
  ]) {
    expect(told.includes(`"${secret}`) || told.includes(`${secret}"`)).toBe(false);
  }
}

const idOf = async (): Promise<string> => {
  const { session } = await lobby.kiosk.client.kiosk.info({});
  return session.state === "none" ? "" : session.id;
};

const moments: readonly HoldAt[] = ["before", "answer"];
const asking = paths.filter((path) => calls[path]?.asks);

describe.each(Object.keys(ways).filter((way) => atOnce.has(way)))(
  "%s, while the central API is asked",
  (way) => {
    describe.each(moments)("held at: %s", (moment) => {
      test.each(asking)("%s", { timeout: 120_000 }, async (path) => {
        const at = await arrive(lobby);
        const former = await idOf();
        const reached = lobby.gate.hold(moment);
        const answer = calls[path]?.call(at).then(
          () => "answered",
          (error: { code: string; data: unknown }) => ({ code: error.code, data: error.data }),
        );
        await reached;
        await ways[way]?.(lobby);
        expect(await idOf()).toBe("");
        const next = await at.client.session.start({});
        expect(next).toMatchObject({ state: "open", patient: null });
        lobby.gate.release();
        expect(await answer).toEqual({ code: "SESSION_ENDED", data: {} });
        // It changed nothing for whoever is there now.
        expect((await at.client.kiosk.info({})).session).toEqual(next);
        expectNothingOf(at, await nextPatient(at, former));
        await waitFor(async () => (await leftOn(at.what.offer.slotId)).length === 0);
      });
    });
  },
);

/** Visits of the former patient on the time that they had in mind. */
async function leftOn(slotId: string): Promise<unknown[]> {
  const visits = await search(lobby.demoCentral.url, "Appointment", { slot: `Slot/${slotId}` });
  const id = await formerPatientId();
  return visits.filter(
    (visit) => visit.status === "booked" && JSON.stringify(visit).includes(`"Patient/${id}"`),
  );
}

async function formerPatientId(): Promise<string> {
  const { demoCentral } = lobby;
  const [patient] = await search(demoCentral.url, "Patient", {
    identifier: demoCentral.patients[0]?.number ?? "",
  });
  if (!patient) throw new Error("the first demo patient is not there");
  return patient.id;
}

// What the clocks do to a session that nothing runs for doesn't hang on which call was the last.
const byClocks = [...asking, "ticket.print", "ticket.preview", "speech.say"];

describe.each(Object.keys(ways))("%s, after the answer", (way) => {
  test.each(atOnce.has(way) ? paths : byClocks)("%s", { timeout: 120_000 }, async (path) => {
    const at = await arrive(lobby);
    const former = await idOf();
    await calls[path]?.call(at).catch(() => undefined);
    await ways[way]?.(lobby);
    expect(await idOf()).toBe("");
    expectNothingOf(at, await nextPatient(at, former));
  });
});
