import { ORPCError } from "@orpc/client";
import type { KioskErrorCode, KioskErrorData } from "#contract/errors.ts";
import { kioskErrors } from "#contract/errors.ts";
import { presets } from "#contract/flow/presets.ts";
import type { StepName } from "#contract/flow/steps.ts";
import type { Doctor, Offer, PatientView, SessionState, Ticket, Visit } from "#contract/index.ts";
import type { Api } from "#renderer/api/client.ts";
import { type Choices, choose, type Flow, start } from "#renderer/flow/index.ts";
import { type Actions, createActions } from "#renderer/state/actions.ts";
import { useAccount } from "#renderer/state/cards.ts";
import { useKiosk } from "#renderer/state/kiosk.ts";
import { takeSession, useSession } from "#renderer/state/session.ts";
import { useVisit, type VisitState } from "#renderer/state/visit.ts";
import { branch, doctor, organization, patient, service, slot } from "#tests/flow/some-choices.ts";

/** A call that the core has got, and its answer, which the test gives. */
type Call = {
  readonly path: string;
  readonly input: unknown;
  answer(value?: unknown): Promise<void>;
  fail(error: Error): Promise<void>;
  refuse<Code extends KioskErrorCode>(code: Code, data?: KioskErrorData<Code>): Promise<void>;
};

/** What a touch sets going, at a core that answers when the test says so. */
export type Screen = {
  readonly act: Actions;
  /** Everything that was asked, oldest first. */
  readonly calls: Call[];
  /** The call that was made last. */
  last(): Call;
};

export const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const blank = {
  visit: useVisit.getInitialState(),
  account: useAccount.getInitialState(),
  kiosk: useKiosk.getInitialState(),
};

/** The screens as nobody has touched them yet, unless `visit` says otherwise; nobody has a session. */
export function openScreen(visit: Partial<VisitState> = {}): Screen {
  useVisit.setState({ ...blank.visit, ...visit }, true);
  useAccount.setState(blank.account, true);
  useKiosk.setState(blank.kiosk, true);
  takeSession({ state: "none", endedBy: null });
  const calls: Call[] = [];
  const at = (path: readonly string[]): unknown =>
    new Proxy(
      (input: unknown) =>
        new Promise((resolve, reject) => {
          const end = async (how: () => void): Promise<void> => {
            how();
            await settle();
          };
          calls.push({
            path: path.join("."),
            input,
            answer: (value = {}) => end(() => resolve(value)),
            fail: (error) => end(() => reject(error)),
            refuse: (code, data) => end(() => reject(refusal(code, data))),
          });
        }),
      { get: (_call, name) => at([...path, String(name)]) },
    );
  return {
    act: createActions(at([]) as Api),
    calls,
    last: () => {
      const call = calls.at(-1);
      if (!call) throw new Error("nothing was asked");
      return call;
    },
  };
}

function refusal(code: KioskErrorCode, data: unknown = {}): Error {
  return new ORPCError(code, { defined: true, status: kioskErrors[code].status, data });
}

/** What an untouched screen shows. */
export const untouched = blank.visit;
export const shown = useVisit.getState;
export const session = (): SessionState => useSession.getState().session;
export const account = useAccount.getState;
export const kiosk = useKiosk.getState;

export const somebody: PatientView = patient;
/** What the core says to whoever has signed in, or named somebody, in the open session. */
export const answered = (who: PatientView) => ({ ...who, sessionId: "session-1" });
export const opened = (who: PatientView | null = somebody, id = "session-1"): SessionState => ({
  state: "open",
  id,
  patient: who,
});

/** The screens where somebody who has signed in stands in a flow. */
export function openFlow(visit: Partial<VisitState> = {}): Screen {
  const screen = openScreen({ view: "flow", ...visit });
  takeSession(opened());
  return screen;
}

const answers: Readonly<Partial<Record<StepName, Choices>>> = {
  signIn: { patient: somebody },
  card: { subject: { ...somebody, name: "A child" } },
  who: { who: "self" },
  way: { way: "district" },
  district: { area: { by: "district", name: "North" } },
  area: { area: { by: "kind", name: "Dentists" } },
  organization: { organization: organization("o1") },
  branch: { branch: branch("b1") },
  service: { service: service("s1") },
  doctor: { doctor: doctor("d1") },
  date: { date: "2026-11-23" },
  time: { slot: slot("t1") },
  consent: { consent: { language: "ru", hash: "h", variant: "self" } },
  email: { email: { address: "" } },
  person: { subject: { ...somebody, name: "Somebody else" } },
  phone: { phone: { kind: "declined" } },
  promise: { promise: true },
};

/** An order of a clinic's own, which asks for an address before the booking. */
export const withEmail: readonly StepName[] = presets["gosuslugi-spb"].flatMap((step) =>
  step === "person" ? [step, "email"] : [step],
);

/** A patient who has answered everything before a step. */
export function flowAt(step: StepName, order: readonly StepName[] = presets.registratura40): Flow {
  let flow = start(order);
  while (flow.at !== step) {
    const answer = answers[flow.at];
    if (!answer) throw new Error(`nothing is answered at ${flow.at}`);
    flow = choose(flow, answer);
  }
  return flow;
}

const held: Omit<Ticket, "issuedAt"> = {
  visitId: "visit-1",
  number: "10001",
  clinic: "Clinic",
  branch: "Branch",
  address: "Street 1",
  room: "12",
  service: { code: "B01.064.001", name: "Dentist" },
  doctor: { name: "A. B. Doctor", position: "dentist" },
  date: "2026-11-23",
  time: "09:00",
  patient: "A. B. Patient",
  status: "booked",
  phone: "",
};
export const ticket: Ticket = { ...held, issuedAt: { date: "2026-11-20", time: "10:00" } };
export const visit: Visit = {
  ...held,
  change: "open",
  place: { branchId: "b1", serviceId: "s1", scheduleId: "d1" },
};
export const offer: Offer = {
  scheduleId: "d2",
  slotId: "t9",
  date: "2026-11-24",
  time: "10:30",
  doctor: "C. D. Doctor",
  room: "14",
};
export const otherDoctor: Doctor = {
  scheduleId: "d2",
  name: "C. D. Doctor",
  shortName: "Doctor C. D.",
  position: "surgeon",
  room: "14",
  nearest: null,
  openings: [],
  awayUntil: null,
};

/** Opens the screens where a patient who has signed in stands among the cards, or at `place` of theirs. */
export function atAccount(place = account().place): Screen {
  const screen = openScreen({ view: "account", flow: start(["signIn"], { patient: somebody }) });
  takeSession(opened());
  if (place) useAccount.setState({ place });
  return screen;
}
