import {
  createHash,
  createHmac,
  hkdfSync,
  randomBytes,
  type ScryptOptions,
  scrypt,
  timingSafeEqual,
} from "node:crypto";
import { z } from "zod";

/** A PIN as scrypt (RFC 7914) leaves it. `salt` and `hash` are hex. */
export const pinHashSchema = z.strictObject({
  scheme: z.literal("scrypt"),
  cost: z.int().min(1024).max(1_048_576),
  salt: z.string().regex(/^[0-9a-f]{32}$/),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
});
export type PinHash = z.infer<typeof pinHashSchema>;

/** 32 MiB and about a tenth of a second of a kiosk's processor for each try. */
const usualCost = 32_768;
const length = 32;

/** @param cost scrypt's N; a test may ask for less */
export async function hashPin(pin: string, cost = usualCost): Promise<PinHash> {
  const salt = randomBytes(16);
  const hash = await derive(pin, salt, cost);
  return { scheme: "scrypt", cost, salt: salt.toString("hex"), hash: hash.toString("hex") };
}

export async function isPin(pin: string, { cost, salt, hash }: PinHash): Promise<boolean> {
  return timingSafeEqual(await derive(pin, Buffer.from(salt, "hex"), cost), Buffer.from(hash, "hex"));
}

function derive(pin: string, salt: Buffer, cost: number): Promise<Buffer> {
  const options: ScryptOptions = { N: cost, r: 8, p: 1, maxmem: 256 * cost * 8 };
  return new Promise((resolve, reject) =>
    scrypt(pin, salt, length, options, (error, key) => (error ? reject(error) : resolve(key))),
  );
}

/** A new card's code: 128 random bits, hex. Nobody guesses it, so that a plain hash of it is enough. */
export const newCardCode = (): string => randomBytes(16).toString("hex");

/** Of a card that the kiosk has not made: its text may be as short as a number, and is hashed under the kiosk's key. */
export const hashOfBadge = (text: string, kioskKey: Uint8Array): string =>
  createHmac("sha256", Buffer.from(hkdfSync("sha256", kioskKey, "", "infomat staff badge", 32)))
    .update(text)
    .digest("hex");

export const hashOfCard = (code: string): string => createHash("sha256").update(code).digest("hex");
