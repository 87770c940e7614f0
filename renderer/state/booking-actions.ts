import type { Api } from "../api/client.ts";
import type { Answer } from "../api/failures.ts";
import { choose, type Flow, forget } from "../flow/index.ts";
import { currentLanguage } from "../i18n/index.ts";
import { chosenTime } from "./chosen-time.ts";
import { isBusy, useVisit } from "./visit.ts";

type BookingActionDeps = {
  readonly api: Api;
  readonly asked: <T>(call: Promise<T>) => Promise<Answer<T>>;
  /** Moves the visit that another time is looked for. */
  readonly move: () => Promise<void>;
};

/** The booking of what was chosen, and the question before it whether the clinic's rules allow it. */
export function createBookingActions({ api, asked, move }: BookingActionDeps) {
  const set = useVisit.setState;

  /** Whether the clinic's rules let this person have this time. Any other answer than no hinders nothing. */
  async function mayBook(checking: Flow): Promise<boolean> {
    const chosen = chosenTime(checking);
    if (!chosen) return true;
    set({ flow: checking, booking: { state: "checking" } });
    const answer = await asked(api.booking.check(chosen));
    if (useVisit.getState().flow !== checking) return false;
    const refused =
      !answer.ok &&
      answer.failure.kind === "known" &&
      (answer.failure.code === "RULE_BROKEN" || answer.failure.code === "NOT_FOUND");
    if (refused) {
      set({ booking: { state: "failed", failure: answer.failure } });
      return false;
    }
    return true;
  }

  async function book(): Promise<void> {
    const { flow, booking, moving } = useVisit.getState();
    if (moving) return move();
    if (flow === null || isBusy(booking)) return;
    const { consent, phone, email } = flow.choices;
    const chosen = chosenTime(flow);
    if (!chosen || !consent) throw new Error("booking before all is chosen");
    set({ booking: { state: "sending" }, printing: { state: "idle" }, copy: "none" });
    const answer = await asked(
      api.booking.book({
        ...chosen,
        consent: { language: consent.language, hash: consent.hash },
        phone: phone ?? { kind: "declined" },
        email: email?.address ? { address: email.address, language: currentLanguage() } : null,
      }),
    );
    // The session may have ended meanwhile: then there is nobody to show the outcome to.
    if (useVisit.getState().flow !== flow) return;
    if (answer.ok) return set({ booking: { state: "idle" }, flow: choose(flow, { visit: answer.value }) });
    const { failure } = answer;
    const again = (back: Flow, over = {}): void => set({ booking: { state: "idle" }, flow: back, ...over });
    if (failure.kind === "known") {
      switch (failure.code) {
        case "CONSENT_OUTDATED":
          return again(forget(flow, "consent"), { outdatedConsent: consent.variant });
        case "NOT_SIGNED_IN":
          return again(forget(flow, flow.choices.subject ? "subject" : "patient"));
        case "EMAIL_INVALID":
          return again(forget(flow, "email"));
      }
    }
    set({ booking: { state: "failed", failure } });
  }

  return { mayBook, book };
}
