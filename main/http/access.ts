import { timingSafeEqual } from "node:crypto";
import type { Clock, Ids } from "#contract/base/ports.ts";

/**
 * - `wrong`: no token of ours, or one of a former window.
 * - `spent`: the window's own token, which somebody has used before.
 * - `late`: the window's own token, too long after it was opened.
 */
type SwapResult =
  | { readonly kind: "granted"; readonly cookie: string }
  | { readonly kind: "wrong" | "spent" | "late" };

/**
 * Who may talk to the core. The shell opens each window with a token of its own in the address's fragment; the page
 * swaps it for a cookie within seconds, once. A browser's address can be read by every user of the machine (its
 * command line), so a token that comes a second time means that one of both was a stranger: the cookie that was given
 * for it is void then. With `reusable` (no shell of our own, the address is meant to be typed) the first token is good
 * any number of times.
 */
export type Access = {
  /** The first token: for the first window, or for `reusable`. */
  readonly token: string;
  swap(token: string): SwapResult;
  admits(cookie: string | undefined): boolean;
  /** A window opens with this token; without one, with the first. Every other token is void. */
  windowOpened(token?: string): void;
};

/** From the opening of a window until its page swaps, ms: as long as the page may take to its first heartbeat. */
const goodFor = 60_000;

export function createAccess(options: {
  ids: Ids;
  clock: Pick<Clock, "monotonic">;
  reusable: boolean;
}): Access {
  const { ids, clock, reusable } = options;
  const first = ids.secret();
  let current = { token: first, isSpent: false, since: Number.POSITIVE_INFINITY };
  let cookie = ids.secret();
  return {
    token: first,
    swap(offered) {
      if (reusable && same(offered, first)) return { kind: "granted", cookie };
      if (!same(offered, current.token)) return { kind: "wrong" };
      if (current.isSpent) {
        cookie = ids.secret();
        return { kind: "spent" };
      }
      if (clock.monotonic() - current.since > goodFor) return { kind: "late" };
      current.isSpent = true;
      return { kind: "granted", cookie };
    },
    admits: (offered) => offered !== undefined && same(offered, cookie),
    windowOpened(token) {
      current = { token: token ?? first, isSpent: false, since: clock.monotonic() };
    },
  };
}

function same(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}
