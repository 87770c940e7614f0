import type { Ids } from "#contract/base/ports.ts";
import { type CentralConsents, CentralError } from "#contract/central/central.ts";
import type { CentralPatient } from "#contract/central/people.ts";
import type { Consents } from "../consents/consents.ts";
import { logFault } from "../log/central-fault.ts";
import type { Log } from "../log/events.ts";
import type { Agreement, RecordOf } from "./consent-record.ts";

/** Sends the refusal of the agreement to the central API, in the background: nothing depends on it. */
export type RecordRefusal = (
  patient: CentralPatient,
  agreement: Agreement,
  refused: { readonly language: string; readonly hash: string },
) => void;

export type RefusalDeps = {
  readonly central: CentralConsents;
  readonly consent: Consents;
  readonly recordOf: RecordOf;
  /** The clinic in whose lobby the kiosk stands, where that is known. */
  readonly ownOrganization: () => string | null;
  readonly ids: Pick<Ids, "key">;
  readonly log: Log;
};

/** How long one is sent, ms. */
const sendTime = 10_000;

export const createRefusals =
  ({ central, consent, recordOf, ownOrganization, ids, log }: RefusalDeps): RecordRefusal =>
  (patient, agreement, refused) => {
    const text = consent(refused.language, agreement.variant);
    const organizationId = ownOrganization() ?? patient.attachedOrganizationIds[0] ?? null;
    if (text.hash !== refused.hash || organizationId === null) return;
    const record = recordOf({ key: ids.key(), patient, agreement, organizationId, text, accepted: false });
    central.recordConsent(record, AbortSignal.timeout(sendTime)).catch((error: Error) => {
      if (error instanceof CentralError)
        logFault(log, error, ["booking.refusal-unrecorded", { fault: error.fault, code: error.code }]);
      else log.write("booking.refusal-failed", { error: error.message });
    });
  };
