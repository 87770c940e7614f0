import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { SessionState } from "#contract/sessions/session-state.ts";
import type { Ticket } from "#contract/tickets/ticket.ts";
import { search } from "#tests/support/central-rest.ts";
import type { KioskClient } from "#tests/support/kiosk.ts";
import { book, firstOffer, signIn } from "#tests/support/patient-at-kiosk.ts";
import { refusalOf } from "#tests/support/refusal.ts";
import { type At, calls } from "./walking-away/calls.ts";
import { arrive, type Lobby, openLobby } from "./walking-away/lobby.ts";

/**
 * Requests that arrive late: the patient, or the page, that sent them is gone, and the next patient has signed in and
 * booked. Whatever they ask for is asked in the name of a session that is over, or of none.
 */
const closers: (() => unknown)[] = [];
let lobby: Lobby;
let former: At;
let formerId: string;
/** The next patient's own. */
let next: { readonly at: At; readonly session: SessionState; readonly ticket: Ticket };

const sessionNow = async (): Promise<SessionState> => (await lobby.kiosk.client.kiosk.info({})).session;

beforeAll(async () => {
  lobby = await openLobby((close) => closers.push(close), "unending");
  const { kiosk, demoCentral } = lobby;
  const { client } = kiosk;
  former = await arrive(lobby);
  const left = await sessionNow();
  formerId = left.state === "none" ? "" : left.id;
  await client.session.end({ reason: "home" });
  const [, patient] = demoCentral.patients;
  if (!patient) throw new Error("no second demo patient");
  await signIn(client, patient);
  const ticket = await book(client, await firstOffer(client));
  await client.cards.addSelf({});
  const [own] = await client.cards.list({});
  const at = { ...former, ticket, cardId: own?.id ?? "", what: await firstOffer(client) };
  next = { at, session: await sessionNow(), ticket };
});
afterAll(async () => {
  for (const close of closers.reverse()) await close();
});

/** What the central API holds of anybody, and the state of the session that is open. */
async function everything(): Promise<unknown> {
  const { url } = lobby.demoCentral;
  const kinds = ["Appointment", "Consent", "RelatedPerson"];
  const stored = await Promise.all(kinds.map((kind) => search(url, kind, {})));
  return [await sessionNow(), stored];
}

const as = (session: string | null, at: At): At => ({ ...at, client: lobby.kiosk.naming(session) });

/** What a late request may be about: what its own patient had, and what the next one has. */
const subjects: Readonly<Record<string, () => At>> = {
  "the former patient's own": () => former,
  "what the next patient has": () => next.at,
};
const bound = Object.keys(calls).filter((path) => calls[path]?.bound);
const others = Object.keys(calls).filter((path) => !calls[path]?.bound && path !== "session.start");

describe.each(Object.keys(subjects))("about %s", (subject) => {
  const at = (session: string | null): At => as(session, (subjects[subject] ?? (() => former))());

  test.each(bound)("%s in the name of a former session is refused, and does nothing", async (path) => {
    const before = await everything();
    expect(await refusalOf(calls[path]?.call(at(formerId)) ?? Promise.resolve(), "SESSION_ENDED")).toEqual(
      {},
    );
    expect(await everything()).toEqual(before);
  });

  test.each(bound)("%s in nobody's name reaches nothing of a session", async (path) => {
    const before = await everything();
    const answer: unknown = await calls[path]?.call(at(null)).catch((error: { code: string }) => error.code);
    // What an anonymous patient may ask for is answered as to one.
    const open = [
      "kiosk.consent",
      "catalog.here",
      "catalog.services",
      "scanner.read",
      "speech.say",
      "session.end",
    ];
    if (open.includes(path)) expect(answer).not.toBe("SESSION_ENDED");
    else expect(answer).toBe("SESSION_ENDED");
    expect(await everything()).toEqual(before);
  });

  // They belong to no session: what they answer and do is the same for everybody.
  test.each(others)("%s in the name of a former session leaves the open one as it is", async (path) => {
    const before = await everything();
    await calls[path]?.call(at(formerId)).catch(() => undefined);
    expect(await everything()).toEqual(before);
  });
});

test.each(["a former session", "nobody"])(
  "a first touch in the name of %s neither gets the open session nor ends it",
  async (name) => {
    const before = await sessionNow();
    const late = lobby.kiosk.naming(name === "nobody" ? null : formerId);
    await refusalOf(late.session.start({}), "SESSION_OPEN");
    expect(await sessionNow()).toEqual(before);
  },
);

test("the open session's own first touch is answered with it", async () => {
  const { session } = next;
  if (session.state === "none") throw new Error("nobody is signed in");
  expect(await lobby.kiosk.naming(session.id).session.start({})).toMatchObject({ id: session.id });
});

test.each(["", "x".repeat(2_000), "[object Object]", "session-1, session-2"])(
  "a name that no session has is refused: %.20s",
  async (name) => {
    const stranger: KioskClient = lobby.kiosk.naming(name);
    await refusalOf(stranger.booking.list({}), "SESSION_ENDED");
    await refusalOf(stranger.session.end({ reason: "home" }), "SESSION_ENDED");
    expect(await sessionNow()).toMatchObject({ state: "open" });
  },
);
