import type { Clock } from "#contract/index.ts";

/** All in milliseconds. After a life of `calm` the next failure waits `first` again. */
export type BackOffRule = { readonly first: number; readonly max: number; readonly calm: number };

export const restartRule: BackOffRule = { first: 500, max: 30_000, calm: 60_000 };

/** Counts failures of one thing and says how long to wait before it is tried again. */
export interface BackOff {
  /** The thing begins a life now. */
  begin(): void;
  /** Its life is over: ms to wait, doubled with each short life in a row. */
  delay(): number;
}

export function createBackOff(clock: Pick<Clock, "monotonic">, rule: BackOffRule = restartRule): BackOff {
  let began = clock.monotonic();
  let shortLives = 0;
  return {
    begin() {
      began = clock.monotonic();
    },
    delay() {
      if (clock.monotonic() - began >= rule.calm) shortLives = 0;
      return Math.min(rule.max, rule.first * 2 ** Math.min(shortLives++, 20));
    },
  };
}
