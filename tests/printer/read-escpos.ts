type Command = { readonly name: string; readonly at: number; readonly arguments: readonly number[] };

/** What a text printer would make of a job. */
export type Paper = {
  readonly commands: readonly Command[];
  /** The printed lines, decoded by the page that was selected when they came. */
  readonly lines: readonly string[];
  readonly qr: readonly string[];
};

const plain: Readonly<Record<string, { readonly name: string; readonly length: number }>> = {
  "1b40": { name: "reset", length: 0 },
  "1c2e": { name: "leave Chinese mode", length: 0 },
  "1b4d": { name: "font", length: 1 },
  "1b74": { name: "code page", length: 1 },
  "1b61": { name: "align", length: 1 },
  "1b45": { name: "bold", length: 1 },
  "1b64": { name: "feed", length: 1 },
  "1d21": { name: "size", length: 1 },
  "1d42": { name: "inverse", length: 1 },
  "1d56": { name: "cut", length: 1 },
};

const pageEncodings: Readonly<Record<number, string>> = { 7: "ibm866", 17: "ibm866", 46: "windows-1251" };

/**
 * Reads ESC/POS bytes as a printer does, independently of the encoder. A control byte that isn't part of a
 * command a ticket needs is an error, and so is a letter that comes while no known page is selected.
 */
export function readEscPos(bytes: Uint8Array): Paper {
  const commands: Command[] = [];
  const lines: string[] = [];
  const qr: string[] = [];
  let line: number[] = [];
  let page: number | null = null;
  let at = 0;

  const byte = (offset: number): number => {
    const value = bytes[at + offset];
    if (value === undefined) throw new Error("the job ends inside a command");
    return value;
  };
  const note = (name: string, given: readonly number[], length: number): void => {
    commands.push({ name, at, arguments: given });
    at += length;
  };

  while (at < bytes.length) {
    const first = byte(0);
    if (first >= 0x20) {
      if (first >= 0x80 && page === null) throw new Error("a letter before any code page");
      line.push(first);
      at += 1;
      continue;
    }
    if (first === 0x0a) {
      lines.push(new TextDecoder(pageEncodings[page ?? -1] ?? "ascii").decode(Uint8Array.from(line)));
      line = [];
      at += 1;
      continue;
    }
    const key = [first, byte(1)].map((value) => value.toString(16).padStart(2, "0")).join("");
    if (key === "1d28") {
      const length = byte(3) + 256 * byte(4);
      const data = bytes.slice(at + 5, at + 5 + length);
      if (data[1] === 0x50) qr.push(new TextDecoder().decode(data.slice(3)));
      note("qr", [...data], 5 + length);
      continue;
    }
    const known = plain[key];
    if (!known) throw new Error(`not a command of a ticket: ${key}`);
    const given = Array.from({ length: known.length }, (_, index) => byte(2 + index));
    if (known.name === "reset") page = null;
    if (known.name === "code page") page = given[0] ?? null;
    note(known.name, given, 2 + known.length);
  }
  if (line.length > 0) throw new Error("the last line was never printed");
  return { commands, lines, qr };
}
