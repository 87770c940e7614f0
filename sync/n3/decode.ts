import { CentralError } from "#contract/index.ts";

const marks = [
  { mark: [0xef, 0xbb, 0xbf], encoding: "utf-8" },
  { mark: [0xff, 0xfe], encoding: "utf-16le" },
  { mark: [0xfe, 0xff], encoding: "utf-16be" },
] as const;

/**
 * An answer's text. Its encoding is told by its first bytes, else by the header (RFC 7303), else by the XML declaration;
 * UTF-8 where nothing tells it. Proxies add a charset that they don't know: bytes that aren't of it are read as declared.
 * @throws {CentralError} `invalidResponse` where they are of no encoding that is told
 */
export function decodeXml(bytes: Uint8Array, contentType: string | null): string {
  const marked = marks.find(({ mark }) => mark.every((byte, at) => bytes[at] === byte))?.encoding;
  const [, charset] = /;\s*charset\s*=\s*"?([\w.:-]+)/i.exec(contentType ?? "") ?? [];
  // The declaration's own letters are the same in every encoding that can be told by it.
  const head = Buffer.from(bytes.subarray(0, 200)).toString("latin1");
  const [, declared] = /^\s*<\?xml[^>]*\sencoding\s*=\s*["']([\w.:-]+)/.exec(head) ?? [];
  const told = [marked ?? charset, declared].filter((one) => one !== undefined);
  for (const encoding of told.length > 0 ? told : ["utf-8"]) {
    const text = decoded(bytes, encoding);
    if (text !== null) return text;
  }
  throw new CentralError("invalidResponse", "an answer of another encoding than it tells");
}

/** Null where the encoding isn't known, or the bytes aren't of it. */
function decoded(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
