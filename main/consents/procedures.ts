import { api } from "../sessions/api.ts";
import { resolveSubject } from "../sessions/booking-subject.ts";
import type { Consents } from "./consents.ts";

export type ConsentDeps = {
  readonly consent: Consents;
  /** The clinic's day by the central API's clock, `YYYY-MM-DD`. */
  readonly today: () => string;
};

export const consentProcedures = ({ consent, today }: ConsentDeps) => ({
  consent: api.kiosk.consent.handler(({ input: { language, variant }, context }) => {
    if (variant) return consent(language, variant, "card");
    const { session } = context.binding;
    const bookingSubject = session ? resolveSubject(session, today()) : null;
    return consent(language, bookingSubject?.variant ?? "self");
  }),
});
