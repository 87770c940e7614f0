import type { StaffProof } from "#contract/staff/staff-state.ts";
import type { Log } from "../log/events.ts";
import type { SignInThrottle } from "../patients/sign-in-throttle.ts";
import type { CardPasses } from "./card-passes.ts";
import { isPin } from "./secrets.ts";
import type { StaffPerson } from "./staff-file.ts";

export type SignInOutcome =
  | { readonly kind: "found"; readonly person: StaffPerson }
  | { readonly kind: "unknown" }
  | { readonly kind: "tooManyTries"; readonly minutes: number };

/**
 * Finds out who signs in. Each try counts before it is made, like patients' (sign-in-throttle.ts): PINs of all people
 * together, for a PIN alone says who somebody is; cards apart from them.
 */
export async function findStaff(
  proof: StaffProof,
  deps: {
    readonly staff: () => readonly StaffPerson[];
    readonly passes: CardPasses;
    readonly throttle: SignInThrottle;
    readonly log: Log;
  },
): Promise<SignInOutcome> {
  const { throttle, log } = deps;
  const admission = throttle.admit([{ kind: "staff", by: proof.by }]);
  if (admission.kind === "tooManyTries") {
    log.write("staff.sign-in-throttled", { by: proof.by, minutes: admission.minutes });
    return admission;
  }
  const { attempt } = admission;
  try {
    const person = await ownerOf(proof, deps.staff(), deps.passes);
    if (person) {
      attempt.succeeded();
      return { kind: "found", person };
    }
    attempt.counted();
    log.write("staff.sign-in-failed", { by: proof.by });
    return { kind: "unknown" };
  } catch (error) {
    attempt.withdrawn();
    throw error;
  }
}

async function ownerOf(
  proof: StaffProof,
  staff: readonly StaffPerson[],
  passes: CardPasses,
): Promise<StaffPerson | undefined> {
  if (proof.by === "card") {
    const held = passes.take(proof.pass);
    return held === null ? undefined : staff.find(({ card }) => card === held);
  }
  // All of them, whoever fits: how long it takes tells nothing.
  const fits = await Promise.all(staff.map(({ pin }) => isPin(proof.pin, pin)));
  return staff[fits.indexOf(true)];
}
