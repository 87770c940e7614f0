import type { Ground } from "../app/context.ts";
import { kioskNumber } from "../config/schema.ts";
import type { Consents } from "../consents/consents.ts";
import type { CentreRoom } from "../schedules/module.ts";
import { createAttachments } from "./attachments.ts";
import { systemBoot } from "./boot.ts";
import { createCardAgreements } from "./card-agreements.ts";
import { type Cards, createCards } from "./cards.ts";
import { createMessages, type Messages } from "./messages.ts";
import { createSignInThrottle, type SignInThrottle } from "./sign-in-throttle.ts";
import { openThrottleFile } from "./throttle-file.ts";

/** Who may sign in, and what they keep at the centre: cards and messages. */
export type PeopleRoom = {
  readonly throttle: SignInThrottle;
  readonly cards: Cards;
  readonly messages: Messages;
  /** The clinic's day, `YYYY-MM-DD`. */
  readonly today: () => string;
};

export function composePeople(ground: Ground, centre: CentreRoom, consent: Consents): PeopleRoom {
  const { config, folder, time, clock, ids, log } = ground;
  const { central, catalog, now, ownOrganization } = centre;
  const throttle = createSignInThrottle({
    file: openThrottleFile({ file: folder.signInLimitsFile, clock, boot: systemBoot(), log }),
    key: folder.key,
    clock,
  });
  const today = (): string => time.date(now());
  const agreements = createCardAgreements({
    central,
    consent,
    ownOrganization,
    kioskName: String(kioskNumber(config)),
    now,
    ids,
    log,
  });
  const attachments = createAttachments({ central, catalog, log });
  return {
    throttle,
    cards: createCards({ central, agreements, attachments, throttle, today, ids, log }),
    messages: createMessages({ central, attachments, time, log }),
    today,
  };
}
