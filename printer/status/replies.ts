/**
 * What a printer sends, told apart by bits (Epson ESC/POS reference, "Identification of transmitted data").
 * - `realTime`: an answer to `DLE EOT`
 * - `automatic`: four bytes of automatic status back
 * - `customFull`: the four bytes of Custom's full status
 * - `block`: header and text up to NUL, such as an answer to `GS ( H`
 * - `byte`: an answer to a queued question, such as `GS r` or `GS e`
 */
export type Reply =
  | { readonly kind: "realTime" | "byte"; readonly byte: number }
  | { readonly kind: "automatic" | "customFull"; readonly bytes: readonly number[] }
  | { readonly kind: "block"; readonly header: number; readonly bytes: readonly number[] };

const isRealTime = (byte: number): boolean => (byte & 0x93) === 0x12;
const isAutomatic = (byte: number): boolean => (byte & 0x93) === 0x10;
const isFlow = (byte: number): boolean => byte === 0x11 || byte === 0x13;
const blockHeaders = new Set([0x35, 0x37, 0x3b, 0x3d, 0x5f]);
/** A block that grows beyond this was none: its end is never coming. */
const longestBlock = 90;

type Open =
  | { readonly kind: "automatic" | "customFull"; readonly bytes: number[] }
  | { readonly kind: "block"; readonly header: number; readonly bytes: number[] };

/** Makes a reader of a printer's bytes, however they were cut on the way. */
export function createReplyReader(onReply: (reply: Reply) => void): (bytes: Uint8Array) => void {
  let open: Open | null = null;

  function take(byte: number): void {
    if (open === null) return begin(byte);
    if (open.kind === "block") {
      if (byte === 0) {
        onReply(open);
        open = null;
      } else if (open.bytes.push(byte) > longestBlock) open = null;
      return;
    }
    if (open.kind === "automatic") {
      // The second byte of the status has its low bits clear: this is the header of Custom's.
      if (open.bytes.length === 1 && open.bytes[0] === 0x10 && byte === 0x0f) {
        open = { kind: "customFull", bytes: [] };
        return;
      }
      if (isRealTime(byte)) return onReply({ kind: "realTime", byte });
      if (isFlow(byte)) return;
      if ((byte & 0x90) !== 0) {
        // Not the rest of it: what was open is lost, what comes now may be whole.
        open = null;
        return begin(byte);
      }
    }
    open.bytes.push(byte);
    if (open.bytes.length === 4) {
      onReply(open);
      open = null;
    }
  }

  function begin(byte: number): void {
    if (isFlow(byte)) return;
    if (blockHeaders.has(byte)) open = { kind: "block", header: byte, bytes: [] };
    else if (isRealTime(byte)) onReply({ kind: "realTime", byte });
    else if (isAutomatic(byte)) open = { kind: "automatic", bytes: [byte] };
    else onReply({ kind: "byte", byte });
  }

  return (bytes) => {
    for (const byte of bytes) take(byte);
  };
}
