import type { RequestListener } from "node:http";
import type { ReviewItem } from "#contract/booking/review-item.ts";
import type { CounterState } from "#contract/counter/counter-state.ts";
import type { CounterLists } from "#contract/counter/procedures.ts";
import { works } from "./fake-kiosk.ts";

const day = { date: "2026-11-30", time: "09:40" };
const facts = {
  clinic: "Городская поликлиника № 2 имени академика Н. Н. Бурденко",
  branch: "Филиал на Знаменской",
  address: "ул. Знаменская, 60",
  room: "каб. 214",
  service: { code: "B01.064.001", name: "Прием (осмотр, консультация) врача-стоматолога первичный" },
  doctor: { name: "Константинопольская Александра Вениаминовна", position: "врач-стоматолог-терапевт" },
  phone: "8 (4842) 55-00-00",
};
const people = ["Лебедев Пётр Сергеевич", "Абдурахмангаджиева Айгуль Рахметуллаевна", "Ли А. Б.", ""];

const ticket = (at: number): CounterLists["tickets"][number] => ({
  ticket: {
    ...facts,
    number: `001${String(at).padStart(4, "0")}`,
    date: "2026-12-02",
    time: "14:30",
    patient: people[at % people.length] ?? "",
    visitId: `visit-${at}`,
    status: "booked",
    issuedAt: day,
  },
  paper: (["notPrinted", "unknown", "printed"] as const)[at % 3] ?? "printed",
  at: day,
});
const reasons = ["notShown", "repeated", "oldSlotGone", "partialCommit", "changed"] as const;
const entry = (at: number): ReviewItem => ({
  id: `entry-${at}`,
  operation: (["book", "cancel", "move"] as const)[at % 3] ?? "book",
  reason: reasons[at % reasons.length] ?? "notShown",
  since: 1_795_000_000_000,
  visitId: `visit-${at}`,
  facts: { ...facts, ...ticket(at).ticket },
  phone: "+7 ··· ···-41-07",
});

const revision = "one";
/** A kiosk of a busy morning: 40 tickets, 8 operations, one of them unreadable. */
export const crowded = (state: Partial<CounterState>): RequestListener => {
  const lists: CounterLists = {
    revision,
    tickets: Array.from({ length: 40 }, (_, at) => ticket(at)),
    entries: [
      ...Array.from({ length: 7 }, (_, at) => entry(at)),
      { ...entry(8), operation: null, reason: "unreadable", visitId: null, facts: null, phone: null },
    ],
  };
  const answers: Readonly<Record<string, object>> = {
    "/counter/state": { ...works, revision, waiting: { tickets: 27, operations: 8 }, ...state },
    "/counter/lists": lists,
    "/counter/tickets/byCode": ticket(1).ticket,
    // One of them is of none of the kiosks' hours.
    "/counter/tickets/byPolicy": [ticket(1), ticket(4), ticket(50)].map((one) => one.ticket),
    "/counter/review/now": { state: "visit", status: "booked", date: "2026-12-02", time: "14:30" },
  };
  return (request, response) => {
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify({ json: answers[request.url ?? ""] ?? {} }));
  };
};
