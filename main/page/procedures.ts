import type { KioskEvent } from "#contract/events.ts";
import { api } from "../rpc/base.ts";
import type { Parts } from "../rpc/parts.ts";

export const eventProcedures = (parts: Parts) => ({
  listen: api.events.listen.handler(async function* ({ signal }): AsyncGenerator<KioskEvent, void> {
    const left = parts.pageJoined();
    signal?.addEventListener("abort", left, { once: true });
    try {
      yield* eventsOf(parts, signal);
    } finally {
      left();
    }
  }),
});

/** How everything stands, then what changes. */
async function* eventsOf(parts: Parts, signal: AbortSignal | undefined): AsyncGenerator<KioskEvent, void> {
  const changes = parts.events.listen(signal);
  yield { type: "central", central: parts.centralState() };
  yield { type: "booking", booking: parts.trust.state() };
  yield { type: "printer", status: parts.tickets.status() };
  yield { type: "service", service: parts.service.state() };
  yield { type: "session", session: parts.sessions.state() };
  yield* changes;
}
