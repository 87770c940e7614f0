import type { Clock } from "#contract/index.ts";
import { layoutTicket, type PaperWidth, type TicketLayout, type TicketTexts } from "#printer/index.ts";

/** A ticket of nobody: the kiosk's own words in the places of names, so that every letter can be looked at. */
export function testTicket(texts: TicketTexts, widthMm: PaperWidth, clock: Pick<Clock, "now">): TicketLayout {
  const [date = "", time = ""] = new Date(clock.now()).toISOString().split("T");
  const when = { date, time: time.slice(0, 5) };
  return layoutTicket({
    texts,
    widthMm,
    ticket: {
      visitId: "test",
      number: "0000",
      clinic: "Infomat",
      branch: "",
      address: texts.reminder,
      room: "101",
      service: { code: "TEST", name: texts.cancelAtReception },
      doctor: { name: texts.roomUnknown, position: texts.statusPending },
      ...when,
      patient: "TEST",
      status: "pending",
      phone: "",
      issuedAt: when,
    },
  });
}
