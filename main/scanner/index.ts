export { decodeScan, decodeText } from "./decode.ts";
export { createFramer, scanGap } from "./framing.ts";
export { readPolicyBarcode } from "./policy-barcode.ts";
export { createScanner, type Scanner } from "./scanner.ts";
