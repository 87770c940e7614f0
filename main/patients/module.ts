import type { Clock, Ids } from "#contract/base/ports.ts";
import type {
  CentralCards,
  CentralConsents,
  CentralDirectory,
  CentralMessages,
  CentralPatients,
} from "#contract/central/central.ts";
import type { StepName } from "#contract/flow/steps.ts";
import type { Consents } from "../consents/consents.ts";
import { createIdentityProvider } from "../identity-provider/module.ts";
import { withProxy } from "../identity-provider/settings.ts";
import type { Log } from "../log/events.ts";
import type { Catalog } from "../schedules/catalog.ts";
import type { Sessions } from "../sessions/session.ts";
import type { ClinicTime } from "../time/clinic-time.ts";
import { createAttachments } from "./attachments.ts";
import { systemBoot } from "./boot.ts";
import { createCardAgreements } from "./card-agreements.ts";
import { cardProcedures, type ListVisits } from "./card-procedures.ts";
import { createCards } from "./cards.ts";
import { identityProcedures, lookUpTime } from "./identity-procedures.ts";
import { kioskLabels } from "./kiosk-label.ts";
import { createMessages } from "./messages.ts";
import { phoneProcedures } from "./phone-procedures.ts";
import { createPhoneSignIn } from "./phone-sign-in.ts";
import type { SignInSettings } from "./settings.ts";
import { createSignInThrottle } from "./sign-in-throttle.ts";
import { openThrottleFile } from "./throttle-file.ts";

/** Who may sign in, and what they keep at the central API: cards and messages. */
export type PatientsModule = {
  readonly procedures: {
    readonly identity: ReturnType<typeof identityProcedures> & ReturnType<typeof phoneProcedures>;
    readonly cards: ReturnType<typeof cardProcedures>;
  };
  close(): Promise<void>;
};

export type PatientsDeps = {
  readonly settings: SignInSettings;
  /** By which the central API is reached, where it is by one. */
  readonly centralProxy: string | undefined;
  readonly flow: readonly StepName[];
  readonly central: CentralDirectory & CentralPatients & CentralCards & CentralMessages & CentralConsents;
  readonly catalog: Catalog;
  readonly consent: Consents;
  readonly listVisits: ListVisits;
  readonly sessions: Sessions;
  readonly signInLimitsFile: string;
  readonly key: Buffer;
  readonly kioskName: string;
  /** Null where nobody has given the kiosk a number. */
  readonly kioskNumber: number | null;
  readonly localesDir: string;
  /** The clinic in whose lobby the kiosk stands, as its screens name it. */
  readonly clinicName: () => string;
  /** The clinic in whose lobby the kiosk stands, where that is known. */
  readonly ownOrganization: () => string | null;
  readonly time: ClinicTime;
  /** The central API's clock, ms. */
  readonly now: () => number;
  /** The clinic's day by that clock, `YYYY-MM-DD`. */
  readonly today: () => string;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
};

export function createPatientsModule(deps: PatientsDeps): PatientsModule {
  const { settings, flow, central, catalog, consent, listVisits, sessions } = deps;
  const { key, kioskName, ownOrganization, time, now, today, clock, ids, log } = deps;
  const throttle = createSignInThrottle({
    file: openThrottleFile({ file: deps.signInLimitsFile, clock, boot: systemBoot(), log }),
    key,
    clock,
  });
  const agreements = createCardAgreements({ central, consent, ownOrganization, kioskName, now, ids, log });
  const attachments = createAttachments({ central, catalog, log });
  const cards = createCards({ central, agreements, attachments, throttle, today, ids, log });
  const messages = createMessages({ central, attachments, time, log });
  const provider = settings.gosuslugi
    ? createIdentityProvider({ settings: withProxy(settings.gosuslugi, deps.centralProxy), clock, now, log })
    : null;
  const labelOf = provider ? kioskLabels(deps.localesDir, deps.kioskNumber) : String;
  const phone =
    provider &&
    createPhoneSignIn({
      ...{ provider, central, throttle, lookUpTime, clock, ids, log },
      kioskLabel: () => labelOf(deps.clinicName()),
    });
  return {
    procedures: {
      identity: {
        ...identityProcedures({
          central,
          throttle,
          sessions,
          secondFactor: settings.secondFactor,
          asksForPerson: flow.includes("person"),
          today,
          log,
        }),
        ...phoneProcedures(phone, sessions),
      },
      cards: cardProcedures({ cards, messages, listVisits, sessions, isOn: flow.includes("card") }),
    },
    async close() {
      throttle.close();
      await provider?.close();
    },
  };
}
