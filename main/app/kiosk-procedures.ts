import { api } from "../rpc/base.ts";
import type { Parts } from "../rpc/parts.ts";
import { whoseVisit } from "../sessions/booking-subject.ts";

export const kioskProcedures = (parts: Parts) => ({
  info: api.kiosk.info.handler(() => ({
    version: parts.version,
    kiosk: parts.kioskName,
    clinic: parts.clinic(),
    timeZone: parts.time.zone,
    now: Math.round(parts.now()),
    languages: [...parts.languages],
    flow: [...parts.flow],
    demo: parts.demo !== null,
    seconds: parts.seconds,
    service: parts.service.state(),
    central: parts.centralState(),
    booking: parts.trust.state(),
    printer: parts.tickets.status(),
    scanner: parts.scannerKind,
    secondFactor: parts.secondFactor,
    cards: parts.cardsOn,
    rules: parts.told,
    speech: parts.speech.available(),
    session: parts.sessions.state(),
  })),
  consent: api.kiosk.consent.handler(({ input: { language, variant }, context }) => {
    if (variant) return parts.consent(language, variant, "card");
    const { session } = context.binding;
    const whose = session ? whoseVisit(session, parts.today()) : null;
    return parts.consent(language, whose?.variant ?? "self");
  }),
  beat: api.kiosk.beat.handler(() => {
    parts.beat();
    return { now: Math.round(parts.now()) };
  }),
  pageFault: api.kiosk.pageFault.handler(({ input }) => {
    parts.log.error("the page broke", { message: input.message, stack: input.stack });
    return {};
  }),
});
