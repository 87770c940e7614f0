import { api } from "../sessions/api.ts";
import { whoseVisit } from "../sessions/booking-subject.ts";
import type { Consents } from "./consents.ts";

export type ConsentDeps = {
  readonly consent: Consents;
  /** The clinic's day by the centre's clock, `YYYY-MM-DD`. */
  readonly today: () => string;
};

export const consentProcedures = ({ consent, today }: ConsentDeps) => ({
  consent: api.kiosk.consent.handler(({ input: { language, variant }, context }) => {
    if (variant) return consent(language, variant, "card");
    const { session } = context.binding;
    const whose = session ? whoseVisit(session, today()) : null;
    return consent(language, whose?.variant ?? "self");
  }),
});
