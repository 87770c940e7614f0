import { fail, ok, type Result } from "#contract/base/result.ts";

/** What the barcode of a paper policy holds that the kiosk has a use for, and the name for tests and the demo. */
export type PolicyBarcode = {
  readonly type: 1 | 2;
  /** 16 digits. */
  readonly number: string;
  readonly family: string;
  readonly given: string;
  readonly patronymic: string;
  /** `YYYY-MM-DD`. */
  readonly birthDate: string;
};

/** Bytes of the barcode, both types (compact PDF417, byte mode, big-endian). */
export const policyBarcodeLength = 130;

/** Where the fields of each type lie. What follows the birth date (expiry, insurer, signature) isn't read. */
export const policyBarcodeFields = {
  1: { name: 9, nameBytes: 42, sex: 51, birthDate: 52 },
  2: { name: 9, nameBytes: 51, sex: 60, birthDate: 61 },
} as const;

/** Six bits a character; 16 places of the table are reserved. */
export const nameAlphabet = `${" .-'0123456789АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЬЪЫЭЮЯ"}${"?".repeat(16)}|`;

/** The first day of the barcode's calendar. */
export const dayZero = Date.UTC(1900, 0, 1);
export const dayLength = 86_400_000;

/**
 * Reads the 130 bytes of a policy's barcode. `FOREIGN` where a field holds what no policy has: then it is some
 * other code of that length. Whether the number's check digit is right is not looked at here.
 */
export function readPolicyBarcode(bytes: Uint8Array): Result<PolicyBarcode, "FOREIGN"> {
  const data = Buffer.from(bytes);
  const type = data[0];
  if (data.length !== policyBarcodeLength || (type !== 1 && type !== 2)) return fail("FOREIGN");
  const fields = policyBarcodeFields[type];
  const number = data.readBigUInt64BE(1).toString().padStart(16, "0");
  const sex = data[fields.sex];
  const days = data.readUInt16BE(fields.birthDate);
  if (number.length !== 16 || (sex !== 1 && sex !== 2) || days === 0) return fail("FOREIGN");
  const packed = data.subarray(fields.name, fields.name + fields.nameBytes);
  // Type 01 is written backwards: its bytes, and the characters in them; and the given name comes first.
  const text = type === 1 ? [...unpack(Buffer.from(packed).reverse())].reverse().join("") : unpack(packed);
  const [first = "", second = "", patronymic = ""] = text.split("|").map((part) => part.trim());
  return ok({
    type,
    number,
    ...(type === 1 ? { given: first, family: second } : { family: first, given: second }),
    patronymic,
    birthDate: new Date(dayZero + days * dayLength).toISOString().slice(0, 10),
  });
}

/** Six-bit characters, the highest bit first. */
function unpack(bytes: Uint8Array): string {
  let text = "";
  let bits = 0;
  let held = 0;
  for (const byte of bytes) {
    bits = (bits << 8) | byte;
    held += 8;
    while (held >= 6) {
      held -= 6;
      text += nameAlphabet[(bits >> held) & 0x3f];
    }
    bits &= (1 << held) - 1;
  }
  return text;
}
