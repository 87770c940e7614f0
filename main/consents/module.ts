import { type Consents, loadConsents } from "./consents.ts";
import { consentProcedures } from "./procedures.ts";

/** The agreements to process personal data. */
export type ConsentsModule = {
  readonly consent: Consents;
  readonly procedures: ReturnType<typeof consentProcedures>;
};

export function createConsentsModule(deps: {
  readonly localesDir: string;
  readonly languages: readonly string[];
  /** The clinic's day by the central API's clock, `YYYY-MM-DD`. */
  readonly today: () => string;
}): ConsentsModule {
  const consent = loadConsents(deps.localesDir, deps.languages);
  return { consent, procedures: consentProcedures({ consent, today: deps.today }) };
}
