import type { Clock, Ids } from "#contract/base/ports.ts";

/** How long a card that was held to the scanner may still open a session, ms. */
const goodFor = 15_000;

/** Passes that stand for a staff card that was just read: the page gets one in place of the card's code. */
export type CardPasses = {
  /** A pass for the card of this hash; every former one is void. */
  passFor(card: string): string;
  /** The hash that the pass stands for, once; null where it is none, or too late. */
  take(pass: string): string | null;
};

export function createCardPasses(clock: Pick<Clock, "monotonic">, ids: Pick<Ids, "secret">): CardPasses {
  let last: { readonly pass: string; readonly card: string; readonly since: number } | null = null;
  return {
    passFor(card) {
      last = { pass: ids.secret(), card, since: clock.monotonic() };
      return last.pass;
    },
    take(pass) {
      const found = last;
      if (found === null || found.pass !== pass) return null;
      last = null;
      return clock.monotonic() - found.since <= goodFor ? found.card : null;
    },
  };
}
