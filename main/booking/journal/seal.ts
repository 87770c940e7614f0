import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";

const nonceLength = 12;
const tagLength = 16;

/** Seals personal data for the journal: AES-256-GCM, under a key of its own made from the kiosk's. */
export type Seal = {
  /** Nonce, tag and cipher text. It opens only together with the same `name`. */
  close(name: string, value: unknown): Buffer;
  /** @throws when the bytes were changed, or sealed under another name or key. */
  open(name: string, sealed: Buffer): unknown;
};

export function createSeal(kioskKey: Buffer): Seal {
  const key = Buffer.from(hkdfSync("sha256", kioskKey, Buffer.alloc(0), "infomat journal", 32));
  return {
    close(name, value) {
      const nonce = randomBytes(nonceLength);
      const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(name));
      const text = Buffer.concat([cipher.update(JSON.stringify(value), "utf8"), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), text]);
    },
    open(name, sealed) {
      const decipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(0, nonceLength))
        .setAAD(Buffer.from(name))
        .setAuthTag(sealed.subarray(nonceLength, nonceLength + tagLength));
      const text = Buffer.concat([
        decipher.update(sealed.subarray(nonceLength + tagLength)),
        decipher.final(),
      ]);
      return JSON.parse(text.toString("utf8"));
    },
  };
}
