import type { Clock, Ids } from "#contract/base/ports.ts";
import { CentralError, type CentralPatients } from "#contract/central/central.ts";
import type { CentralPatient } from "#contract/central/people.ts";
import type { PersonName } from "#contract/patients/person.ts";
import type { PhoneGrant as ShownGrant } from "#contract/patients/phone-sign-in.ts";
import type { GrantOutcome, PhoneGrant } from "../identity-provider/grant.ts";
import type { IdentityProvider } from "../identity-provider/module.ts";
import type { Log } from "../log/events.ts";
import type { ConfirmedPerson } from "../sessions/confirmed-person.ts";
import type { Session } from "../sessions/session.ts";
import { type LookUpResult, lookUp } from "./look-up.ts";
import type { SignInThrottle, ThrottleKey } from "./sign-in-throttle.ts";

type PhoneSignInResult =
  | Exclude<LookUpResult, { readonly kind: "found" }>
  | { readonly kind: "found"; readonly patient: CentralPatient; readonly confirmed: ConfirmedPerson }
  | { readonly kind: "waiting" | "refused" | "expired" | "providerAway" | "none" };

/** Sign-ins that are confirmed on the patient's own phone, one at a time. */
export type PhoneSignIn = {
  /** Asks for a code for this session; null where the provider is away. A former code lets nobody in any more. */
  start(session: Session): Promise<ShownGrant | null>;
  /** What became of the session's code; `waiting` after some seconds without news, `none` where it has no code. */
  outcome(session: Session): Promise<PhoneSignInResult>;
  /** Whether the patient is likely to be busy with the phone, and need not touch the screen to stay. */
  isPatient(session: Session): boolean;
  /** Nobody is let in by this code any more. */
  stop(session: Session, code: string): void;
};

/** How long one question for the outcome waits, ms: a page that is gone is not waited for any longer. */
const waitsFor = 15_000;
/** Until then the idle clock stands still: unlocking a phone, its app and a code by SMS take longer than it runs, ms. */
const busyFor = 120_000;

type Current = {
  readonly session: Session;
  readonly grant: PhoneGrant;
  readonly stop: () => void;
  readonly begun: number;
  /** The look-up is made once, however often the page asks. */
  result: Promise<PhoneSignInResult> | null;
};

export function createPhoneSignIn(deps: {
  readonly provider: IdentityProvider;
  readonly central: CentralPatients;
  readonly throttle: SignInThrottle;
  /** Clinic and kiosk, as the phone shows who asks. */
  readonly kioskLabel: () => string;
  readonly lookUpTime: number;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
}): PhoneSignIn {
  const { provider, clock, ids } = deps;
  let current: Current | null = null;
  let abandon: () => void = () => undefined;

  return {
    async start(session) {
      abandon();
      current = null;
      const stopping = new AbortController();
      const stop = (): void => stopping.abort();
      abandon = stop;
      // A session that ends, in whatever way, takes its code along.
      const signal = AbortSignal.any([session.ended, stopping.signal]);
      const grant = await provider.begin({ kiosk: deps.kioskLabel(), number: twoDigits(ids) }, signal);
      // Another was asked for meanwhile, or the patient has left.
      if (grant === null || signal.aborted) return null;
      current = { session, grant, stop, begun: clock.monotonic(), result: null };
      const { code, address, qr, number, lasts } = grant;
      return {
        ...{ code, address, number },
        qr: qr === null ? null : [...qr],
        seconds: Math.max(1, Math.floor(lasts / 1000)),
      };
    },
    async outcome(session) {
      const mine = current;
      if (mine?.session !== session) return { kind: "none" };
      const late = Promise.withResolvers<null>();
      const cancel = clock.after(waitsFor, () => late.resolve(null));
      const outcome = await Promise.race([mine.grant.outcome, late.promise]);
      cancel();
      if (outcome === null) return { kind: "waiting" };
      mine.result ??= resultOf(outcome, deps);
      const result = await mine.result;
      return current === mine && !session.ended.aborted ? result : { kind: "none" };
    },
    isPatient: (session) => current?.session === session && clock.monotonic() - current.begun < busyFor,
    stop(session, code) {
      if (current?.session !== session || current.grant.code !== code) return;
      current.stop();
      current = null;
    },
  };
}

async function resultOf(
  outcome: GrantOutcome,
  deps: Pick<Parameters<typeof createPhoneSignIn>[0], "central" | "throttle" | "lookUpTime" | "log">,
): Promise<PhoneSignInResult> {
  switch (outcome.kind) {
    case "confirmed": {
      const confirmed = outcome.person;
      const result = await lookUpConfirmed(confirmed, deps);
      return result.kind === "found" ? { ...result, confirmed } : result;
    }
    case "refused":
    case "expired":
      return { kind: outcome.kind };
    case "abandoned":
      return { kind: "none" };
    case "failed":
      return { kind: "providerAway" };
  }
}

/**
 * Looks up whoever has confirmed: each number that the provider tells, with the birth date, must lead to the same
 * patient or to nobody. The name that it tells is sent where one is wanted: the register's may be an older one.
 */
function lookUpConfirmed(
  { snils, policy, birthDate, name }: ConfirmedPerson,
  {
    central,
    throttle,
    lookUpTime,
    log,
  }: Pick<Parameters<typeof createPhoneSignIn>[0], "central" | "throttle" | "lookUpTime" | "log">,
): Promise<LookUpResult> {
  const signal = AbortSignal.timeout(lookUpTime);
  const keys: ThrottleKey[] = [
    ...(snils === null ? [] : [{ kind: "snils", number: snils } as const]),
    ...(policy === null ? [] : [policy]),
  ];
  const find = async (by: { readonly name?: PersonName }): Promise<CentralPatient[]> => {
    const found = await Promise.all([
      ...(snils === null ? [] : [central.findPatients({ ...by, snils, birthDate }, signal)]),
      ...(policy === null ? [] : [central.findPatients({ ...by, policy, birthDate }, signal)]),
    ]);
    return [...new Map(found.flat().map((one) => [one.id, one])).values()];
  };
  const findAnyhow = (): Promise<CentralPatient[]> =>
    find({}).catch((error: unknown) => {
      if (name !== null && error instanceof CentralError && error.fault === "nameNeeded")
        return find({ name });
      throw error;
    });
  return lookUp(keys, findAnyhow, { throttle, log, proves: true });
}

/** `10` to `99`. */
const twoDigits = (ids: Ids): string => String(10 + (Number.parseInt(ids.secret().slice(0, 8), 16) % 90));
