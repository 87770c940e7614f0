import { idSchema } from "#contract/base/scalars.ts";
import { mod10CheckDigit, unifiedLength } from "#contract/patients/policy.ts";
import type { Scan, ScanFault } from "#contract/scanner/scan.ts";
import { policyBarcodeLength, readPolicyBarcode } from "./policy-barcode.ts";

/** A scan as the core has it: of a staff card it holds the code itself. */
export type DecodedScan =
  | Exclude<Scan, { kind: "staff" }>
  | { readonly kind: "staffCard"; readonly code: string };

/**
 * Tells what a scan is: the barcode of a paper policy (130 bytes, or the same in hex), a text with a policy
 * number in it, the code of a ticket, a staff card. Any bytes are taken; whatever can't be used is told by a fault.
 */
export function decodeScan(bytes: Uint8Array): DecodedScan {
  const text = textOf(bytes);
  if (text !== null) return decodeText(text);
  if (bytes.length === policyBarcodeLength) return decodePolicy(bytes);
  return fault(
    isPolicyStart(bytes) && bytes.length < policyBarcodeLength ? "SCAN_PARTIAL" : "SCAN_UNREADABLE",
  );
}

/** As {@link decodeScan}, for a scan that came as text. */
export function decodeText(raw: string): DecodedScan {
  const text = raw.trim().replace(symbologyMark, "");
  if (text === "") return fault("SCAN_UNREADABLE");
  if (ticketMark.startsWith(text) || staffMark.startsWith(text)) return fault("SCAN_PARTIAL");
  if (text.startsWith(ticketMark)) {
    const id = idSchema.safeParse(text.slice(ticketMark.length));
    return id.success ? { kind: "visit", id: id.data } : fault("SCAN_FOREIGN");
  }
  if (text.startsWith(staffMark)) {
    const [code] = staffCode.exec(text.slice(staffMark.length)) ?? [];
    return code === undefined ? fault("SCAN_FOREIGN") : { kind: "staffCard", code };
  }
  // Before numbers are looked for: hex digits may look like one.
  if (/^0[12][0-9a-f]{30,}$/i.test(text)) return decodeHex(text);
  const number = numberIn(text);
  return number === null ? fault("SCAN_FOREIGN") : { kind: "number", number };
}

const ticketMark = "INFOMAT:V1:";
/** Begins the code of a staff card; 32 hex digits follow. */
export const staffMark = "INFOMAT:S1:";
const staffCode = /^[0-9a-f]{32}$/;
/** What a scanner may be set to send before a code: which kind it is (ISO/IEC 15424), such as `]Q3`. */
const symbologyMark = /^\][A-Za-z]\d/;

function decodeHex(text: string): DecodedScan {
  if (text.length === 2 * policyBarcodeLength) return decodePolicy(Buffer.from(text, "hex"));
  return fault(text.length < 2 * policyBarcodeLength ? "SCAN_PARTIAL" : "SCAN_FOREIGN");
}

function decodePolicy(bytes: Uint8Array): DecodedScan {
  const read = readPolicyBarcode(bytes);
  if (!read.ok || !isPolicyNumber(read.value.number)) return fault("SCAN_FOREIGN");
  return { kind: "policy", number: read.value.number, birthDate: read.value.birthDate };
}

/** The only run of sixteen digits that is a policy number: a digital policy's code holds other things as well. */
function numberIn(text: string): string | null {
  const found = new Set((text.match(/\d+/g) ?? []).filter(isPolicyNumber));
  const [number] = found;
  return number !== undefined && found.size === 1 ? number : null;
}

const isPolicyNumber = (digits: string): boolean =>
  digits.length === unifiedLength && mod10CheckDigit(digits.slice(0, -1)) === Number(digits.at(-1));

const isPolicyStart = (bytes: Uint8Array): boolean => bytes[0] === 1 || bytes[0] === 2;

/** Bytes as UTF-8 text, line ends taken off; null where they are none. */
export function textOf(bytes: Uint8Array): string | null {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes).replace(/[\r\n]+$/, "");
  } catch {
    return null;
  }
  // The group separator of GS1 codes (medicines, marked goods) is the one sign of control that texts have.
  return /\p{Cc}/u.test(text.replaceAll("\u001d", "")) ? null : text;
}

const fault = (code: ScanFault): DecodedScan => ({ kind: "fault", fault: code });
