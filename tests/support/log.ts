import type { LogEvent, LogLine, LogOf } from "#contract/base/log.ts";
import { demoCentralEvents } from "#demo-central/log-events.ts";
import { logEvents } from "#main/log/events.ts";
import { withheld, writtenFacts } from "#main/log/facts.ts";

const events = { ...logEvents, ...demoCentralEvents };
type Events = typeof events;

/** A log that keeps what it is told, so that a test can look for events, and for personal data. */
export type KeptLog = LogOf<Events> & {
  /** One JSON text a line: `level`, `event`, facts. */
  readonly lines: string[];
  /** The facts of each line of this event. */
  of<Id extends keyof Events>(id: Id): FactsOf<Id>[];
};
type FactsOf<Id extends keyof Events> = Extract<LogLine<Events>, readonly [Id, ...unknown[]]>[1];

/** @throws where a fact hasn't the form that its event declares: the kiosk's log would withhold it. */
export function keptLog(): KeptLog {
  const lines: string[] = [];
  return {
    lines,
    of: (id) =>
      lines
        .map((line) => JSON.parse(line))
        .filter(({ event }) => event === id)
        .map(({ event: _event, level: _level, ...facts }) => facts as never),
    write(...[id, facts]) {
      const event: LogEvent = events[id];
      const written = writtenFacts(event, facts ?? {});
      if (JSON.stringify(written).includes(withheld))
        throw new Error(`a fact of ${id} hasn't the form that it declares: ${JSON.stringify(written)}`);
      lines.push(JSON.stringify({ level: event.level, event: id, ...facts }));
    },
  };
}
