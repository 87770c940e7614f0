import { timingSafeEqual } from "node:crypto";
import type { Ids } from "#contract/ports.ts";

/**
 * Who may talk to the core. The shell opens the screens with a per-boot token in the address's fragment; the
 * page swaps it for a cookie. A token is good for one swap, and for one more each time the shell opens a
 * window; with `reusable` (no shell of our own) any number of times.
 */
export type Access = {
  readonly token: string;
  /** The cookie's value for a right token, null for a wrong or a spent one. */
  swap(token: string): string | null;
  admits(cookie: string | undefined): boolean;
  windowOpened(): void;
};

export function createAccess(options: { ids: Ids; reusable: boolean }): Access {
  const token = options.ids.secret();
  const cookie = options.ids.secret();
  let swapsLeft = 1;
  return {
    token,
    swap(offered) {
      if (!same(offered, token) || (swapsLeft === 0 && !options.reusable)) return null;
      swapsLeft = Math.max(0, swapsLeft - 1);
      return cookie;
    },
    admits: (offered) => offered !== undefined && same(offered, cookie),
    windowOpened() {
      swapsLeft = 1;
    },
  };
}

function same(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}
