import {
  dayLength,
  dayZero,
  nameAlphabet,
  policyBarcodeFields,
  policyBarcodeLength,
} from "../scanner/policy-barcode.ts";

export type PrintedPolicy = {
  readonly type: 1 | 2;
  /** 16 digits. */
  readonly number: string;
  readonly family: string;
  readonly given: string;
  readonly patronymic: string;
  readonly sex: "male" | "female";
  /** `YYYY-MM-DD`. */
  readonly birthDate: string;
};

/** The bytes that a scanner would read off an invented paper policy: no expiry, no insurer, an empty signature. */
export function printPolicyBarcode(policy: PrintedPolicy): Uint8Array {
  const fields = policyBarcodeFields[policy.type];
  const bytes = Buffer.alloc(policyBarcodeLength);
  bytes[0] = policy.type;
  bytes.writeBigUInt64BE(BigInt(policy.number), 1);
  const { family, given, patronymic } = policy;
  const parts = policy.type === 1 ? [given, family, patronymic] : [family, given, patronymic];
  const places = (fields.nameBytes * 8) / 6;
  const text = parts.join("|").toUpperCase().slice(0, places).padEnd(places, " ");
  const packed = policy.type === 1 ? pack([...text].reverse()).reverse() : pack([...text]);
  bytes.set(packed, fields.name);
  bytes[fields.sex] = policy.sex === "male" ? 1 : 2;
  bytes.writeUInt16BE((Date.parse(policy.birthDate) - dayZero) / dayLength, fields.birthDate);
  return bytes;
}

/** Six bits a character, the highest bit first; what the alphabet lacks becomes a space. */
function pack(characters: readonly string[]): Uint8Array {
  const bytes = new Uint8Array((characters.length * 6) / 8);
  characters.forEach((character, place) => {
    const index = Math.max(0, nameAlphabet.indexOf(character));
    for (let bit = 0; bit < 6; bit++) {
      const at = place * 6 + bit;
      if ((index >> (5 - bit)) & 1) bytes[at >> 3] = (bytes[at >> 3] ?? 0) | (0x80 >> (at & 7));
    }
  });
  return bytes;
}
