/** One step of a printer's work: what the next bytes of its buffer are. */
export type Step =
  | { readonly kind: "text"; readonly bytes: Uint8Array }
  | { readonly kind: "feed" }
  | { readonly kind: "picture"; readonly columns: number; readonly rows: number; readonly data: Uint8Array }
  | { readonly kind: "command"; readonly name: string; readonly arguments: readonly number[] };

export type Taken = { readonly step: Step; readonly length: number };

/** Bytes that follow the two of a command, by its first two in hex. Epson's ESC/POS reference; Custom's for `1d65`, `1c50`. */
const plain: Readonly<Record<string, { readonly name: string; readonly length: number }>> = {
  "1b40": { name: "reset", length: 0 },
  "1b21": { name: "style", length: 1 },
  "1b2d": { name: "underline", length: 1 },
  "1b32": { name: "line spacing", length: 0 },
  "1b33": { name: "line spacing", length: 1 },
  "1b45": { name: "bold", length: 1 },
  "1b47": { name: "double strike", length: 1 },
  "1b4d": { name: "font", length: 1 },
  "1b61": { name: "align", length: 1 },
  "1b64": { name: "feed lines", length: 1 },
  "1b69": { name: "cut", length: 0 },
  "1b6d": { name: "cut", length: 0 },
  "1b74": { name: "code page", length: 1 },
  "1b7b": { name: "upside down", length: 1 },
  "1c2e": { name: "no Chinese", length: 0 },
  "1c50": { name: "cut and present", length: 4 },
  "1d21": { name: "size", length: 1 },
  "1d42": { name: "inverse", length: 1 },
  "1d49": { name: "identify", length: 1 },
  "1d61": { name: "automatic status", length: 1 },
  "1d72": { name: "sensor", length: 1 },
  "1004": { name: "real time", length: 1 },
  "1005": { name: "real time", length: 1 },
  "1014": { name: "real time", length: 8 },
};

/**
 * Reads the next step from a printer's buffer; null while a command is not whole yet. Throws on bytes that no
 * ticket may hold. Not the encoder's own reading: written from the manuals, so that it can disagree with it.
 */
export function nextStep(buffer: Uint8Array): Taken | null {
  const [first, second] = buffer;
  if (first === undefined) return null;
  if (first === 0x0a) return { step: { kind: "feed" }, length: 1 };
  if (first === 0x00 || first === 0x0d) {
    let length = 1;
    while (buffer[length] === first) length++;
    return { step: { kind: "text", bytes: new Uint8Array() }, length };
  }
  if (first >= 0x20) {
    let length = 1;
    while ((buffer[length] ?? 0) >= 0x20) length++;
    return { step: { kind: "text", bytes: buffer.slice(0, length) }, length };
  }
  if (second === undefined) return null;
  const key = first.toString(16).padStart(2, "0") + second.toString(16).padStart(2, "0");
  switch (key) {
    case "1d76":
      return picture(buffer);
    case "1d28":
      return lengthPrefixed(buffer);
    case "1d56": {
      const mode = buffer[2];
      if (mode === undefined) return null;
      return whole(buffer, "cut", mode >= 65 ? 2 : 1);
    }
    case "1d65": {
      const mode = buffer[2];
      if (mode === undefined) return null;
      return whole(buffer, "ejector", mode === 3 ? 2 : 1);
    }
    default: {
      const known = plain[key];
      if (!known) throw new Error(`not a command of a ticket: ${key}`);
      return whole(buffer, known.name, known.length);
    }
  }
}

function whole(buffer: Uint8Array, name: string, length: number): Taken | null {
  if (buffer.length < 2 + length) return null;
  return {
    step: { kind: "command", name, arguments: [...buffer.slice(2, 2 + length)] },
    length: 2 + length,
  };
}

function lengthPrefixed(buffer: Uint8Array): Taken | null {
  const [, , which = 0, low = 0, high = 0] = buffer;
  const length = 5 + low + 256 * high;
  if (buffer.length < 5 || buffer.length < length) return null;
  const name = `extended ${String.fromCharCode(which)}`;
  return { step: { kind: "command", name, arguments: [...buffer.slice(5, length)] }, length };
}

function picture(buffer: Uint8Array): Taken | null {
  const [, , , , xl = 0, xh = 0, yl = 0, yh = 0] = buffer;
  const [columns, rows] = [xl + 256 * xh, yl + 256 * yh];
  const length = 8 + columns * rows;
  if (buffer.length < 8 || buffer.length < length) return null;
  return { step: { kind: "picture", columns, rows, data: buffer.slice(8, length) }, length };
}
