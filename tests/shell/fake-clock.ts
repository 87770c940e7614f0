import type { Clock } from "#contract/index.ts";

/** A clock that moves when told to. */
export class FakeClock implements Clock {
  #time = 0;
  #timers: Array<{ at: number; action: () => void }> = [];

  now(): number {
    return this.#time;
  }
  monotonic(): number {
    return this.#time;
  }
  after(ms: number, action: () => void): () => void {
    const timer = { at: this.#time + ms, action };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }
  /** When timers are due, from now, soonest first. */
  get due(): readonly number[] {
    return this.#timers.map(({ at }) => at - this.#time).sort((a, b) => a - b);
  }
  advance(ms: number): void {
    this.#time += ms;
    const ripe = this.#timers.filter(({ at }) => at <= this.#time);
    this.#timers = this.#timers.filter(({ at }) => at > this.#time);
    for (const { action } of ripe) action();
  }
}

/** Lets promises that are settled already run their handlers. */
export const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
