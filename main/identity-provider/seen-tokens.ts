import { createHash } from "node:crypto";

/** ID tokens that have let somebody in: each does so once. */
export type SeenTokens = {
  /** @param expires when the token can't be used any more in any case, ms. @returns false where it was seen before */
  note(token: string, expires: number): boolean;
};

/** So many are remembered; a kiosk lets in one patient after another. */
const most = 1000;

/** Only hashes are kept. @param now a clock that is right, ms */
export function createSeenTokens(now: () => number): SeenTokens {
  const seen = new Map<string, number>();
  return {
    note(token, expires) {
      // The signature can be written in several ways; header and claims can't, without breaking it.
      const signed = token.slice(0, token.lastIndexOf("."));
      const hash = createHash("sha256").update(signed).digest("hex");
      for (const [one, until] of seen) if (until < now() - 60_000 || seen.size > most) seen.delete(one);
      if (seen.has(hash)) return false;
      seen.set(hash, expires);
      return true;
    },
  };
}
