import { CalendarClock, IdCard, type LucideIcon, Smartphone, Ticket, UserRound } from "lucide-react";
import type { KioskInfo } from "#contract/kiosk/kiosk-info.ts";
import type { Texts } from "../../i18n/messages.ts";
import { asksFirst, namedBy } from "./named-by.ts";

export type HowStep = { readonly Icon: LucideIcon; readonly title: string; readonly text: string };

const icons = { phone: Smartphone, policy: IdCard, name: UserRound, either: UserRound } as const;

/** The three things that will happen, in the order of this kiosk's flow. */
export function howSteps(
  { flow, scanner, signInMethods }: Pick<KioskInfo, "flow" | "scanner" | "signInMethods">,
  t: Texts,
): readonly HowStep[] {
  const by = namedBy({ flow, signInMethods });
  const who = {
    Icon: icons[by],
    title: t(`how.who.title.${by}`),
    text: t(by === "policy" && scanner === "serial" ? "how.who.scan" : `how.who.${by}`),
  };
  const doctor = { Icon: CalendarClock, title: t("how.doctor.title"), text: t("how.doctor.text") };
  const ticket = { Icon: Ticket, title: t("how.ticket.title"), text: t("how.ticket.text") };
  return asksFirst(flow) ? [who, doctor, ticket] : [doctor, who, ticket];
}
