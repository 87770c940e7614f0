import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

/** Turns what a `next` link must remember into text for an address, and back. */
export type CursorSeal = { seal(value: unknown): string; open(sealed: string): unknown };

/**
 * Cursors are encrypted (AES-256-GCM), because a search that came in a POST body may hold who the patient is,
 * and its next page is a GET whose address ends up in logs.
 * @param key 64 hex digits, kept with the database so that a cursor outlives a restart
 */
export function createCursorSeal(key: string): CursorSeal {
  const secret = Buffer.from(key, "hex");
  return {
    seal(value) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv("aes-256-gcm", secret, nonce);
      const body = Buffer.concat([cipher.update(JSON.stringify(value), "utf8"), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString("base64url");
    },
    /** Undefined for anything that this central API did not seal. */
    open(sealed) {
      const bytes = Buffer.from(sealed, "base64url");
      if (bytes.length < 29) return undefined;
      try {
        const decipher = createDecipheriv("aes-256-gcm", secret, bytes.subarray(0, 12));
        decipher.setAuthTag(bytes.subarray(12, 28));
        const text = Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString("utf8");
        return JSON.parse(text);
      } catch {
        return undefined;
      }
    },
  };
}
