import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from "node:crypto";

/** Encrypts what is personal and must be kept for a while. */
export interface Seal {
  /** AES-256-GCM: 12 bytes of nonce, 16 of tag, the text. `place` is bound to it: moved elsewhere it won't open. */
  seal(text: string, place: string): Buffer;
  /** Null when the key is another one, or the bytes were changed. */
  open(sealed: Uint8Array, place: string): string | null;
  /** A name for an id that tells nothing of it to those without the key. */
  nameOf(id: string): string;
}

const nonceLength = 12;
const tagLength = 16;

/** A seal for one purpose, under keys made from the kiosk's own: what one sealed, another can't open. */
export function createSeal(kioskKey: Uint8Array, purpose: string): Seal {
  const derive = (use: string): Buffer =>
    Buffer.from(hkdfSync("sha256", kioskKey, "", `infomat ${purpose}: ${use}`, 32));
  const [textKey, nameKey] = [derive("texts"), derive("names")];
  return {
    seal(text, place) {
      const nonce = randomBytes(nonceLength);
      const cipher = createCipheriv("aes-256-gcm", textKey, nonce).setAAD(Buffer.from(place));
      const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), body]);
    },
    open(sealed, place) {
      if (sealed.length < nonceLength + tagLength) return null;
      const bytes = Buffer.from(sealed);
      const decipher = createDecipheriv("aes-256-gcm", textKey, bytes.subarray(0, nonceLength), {
        authTagLength: tagLength,
      });
      decipher.setAAD(Buffer.from(place));
      decipher.setAuthTag(bytes.subarray(nonceLength, nonceLength + tagLength));
      try {
        const body = decipher.update(bytes.subarray(nonceLength + tagLength));
        return Buffer.concat([body, decipher.final()]).toString("utf8");
      } catch {
        return null;
      }
    },
    nameOf: (id) => createHmac("sha256", nameKey).update(id).digest("hex"),
  };
}
