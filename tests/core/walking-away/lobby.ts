import type { DemoCentral } from "#demo-central/index.ts";
import { clinicClock } from "#tests/support/clinic-clock.ts";
import { emptyLobby, openDemoCentral, openKiosk, type TestKiosk } from "#tests/support/kiosk.ts";
import { book, firstOffer, signIn, typed } from "#tests/support/patient-at-kiosk.ts";
import { type SkippingClock, skippingClock } from "#tests/support/skipping-clock.ts";
import type { At } from "./calls.ts";
import { type Gate, openGate } from "./gate.ts";

const steps = "signIn, card, organization, branch, service, doctor, date, time, person, consent, phone, done";
/** No pull of the mirror comes between: what is held is what the call asked. */
const config = (url: string, session: string): string =>
  `central: { url: "${url}", every: 3600 }
flow: { steps: [${steps}] }
rules: { sameSpecialist: off, overlap: allowed }
session: { ${session} }
`;
/** Times that a test's own clock is put forward over; or, where it goes by itself, ones that no loaded machine reaches. */
const sessions = { short: "idle: 60, question: 20, cap: 5", unending: "idle: 600, question: 60, cap: 120" };

/** A kiosk whose central API can be kept waiting, and whose clocks can be put forward. */
export type Lobby = {
  readonly demoCentral: DemoCentral;
  readonly gate: Gate;
  readonly kiosk: TestKiosk;
  readonly clock: SkippingClock;
};
export async function openLobby(
  later: (close: () => unknown) => void,
  session: keyof typeof sessions = "short",
): Promise<Lobby> {
  const demoCentral = await openDemoCentral(later);
  const gate = await openGate(later, demoCentral.url);
  const clock = skippingClock(clinicClock);
  const kiosk = await openKiosk(later, {
    centralUrl: gate.url,
    config: config(gate.url, sessions[session]),
    demoControlUrl: demoCentral.controlUrl,
    substitutes: { clock },
  });
  await kiosk.online();
  return { demoCentral, gate, kiosk, clock };
}

/** The first demo patient: signed in, with a visit that was seen, a card, and a time in mind. */
export async function arrive({ demoCentral, kiosk, clock }: Lobby): Promise<At> {
  const { client } = kiosk;
  const [patient] = demoCentral.patients;
  if (patient?.kind !== "unified") throw new Error("no demo patient");
  // All have their attempts again.
  clock.skip(3_600_000);
  await emptyLobby(client);
  await signIn(client, patient);
  const ticket = await book(client, await firstOffer(client));
  await client.booking.shown({ visitId: ticket.visitId });
  const cards = await client.cards.list({});
  const own = cards[0] ?? (await client.cards.addSelf({}));
  return {
    client,
    policy: { kind: "unified", number: patient.number },
    birthDate: typed(patient.birthDate),
    what: await firstOffer(client),
    hash: (await client.kiosk.consent({ language: "ru" })).hash,
    ticket,
    cardId: own.id,
  };
}
