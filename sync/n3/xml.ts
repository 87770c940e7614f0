import { SaxesParser } from "saxes";

/** An element by what it is, whatever its prefix. */
export type XmlElement = {
  /** Empty where it is in none. */
  readonly namespace: string;
  readonly name: string;
  /** `nil` of XML Schema. */
  readonly isNil: boolean;
  readonly children: readonly XmlElement[];
  /** Of the element itself, without its children's; as it stands. */
  readonly text: string;
};

export type XmlLimits = {
  readonly depth: number;
  readonly elements: number;
};
const xmlLimits: XmlLimits = { depth: 64, elements: 500_000 };

/** The text isn't XML that is read here. The message holds nothing of the text. */
export class XmlError extends Error {
  override readonly name = "XmlError";
}

const instance = "http://www.w3.org/2001/XMLSchema-instance";

type Open = {
  namespace: string;
  name: string;
  isNil: boolean;
  children: XmlElement[];
  text: string;
};

/**
 * Reads a whole document. A document type is refused, and with it all entities but those of XML itself; so is what is
 * not well-formed, cut short, deeper or larger than the limits.
 * @throws {XmlError}
 */
export function readXml(text: string, limits: XmlLimits = xmlLimits): XmlElement {
  const parser = new SaxesParser({ xmlns: true, position: false });
  const open: Open[] = [];
  let root: XmlElement | null = null;
  let count = 0;
  // The parser goes on after an error; the first one ends the reading.
  parser.on("error", () => {
    throw new XmlError("not well-formed");
  });
  parser.on("doctype", () => {
    throw new XmlError("a document type");
  });
  parser.on("opentag", (tag) => {
    count += 1;
    if (count > limits.elements) throw new XmlError(`more than ${limits.elements} elements`);
    if (open.length >= limits.depth) throw new XmlError(`deeper than ${limits.depth} elements`);
    const nil = Object.values(tag.attributes).find(({ uri, local }) => uri === instance && local === "nil");
    open.push({
      namespace: tag.uri,
      name: tag.local,
      isNil: nil !== undefined && (nil.value.trim() === "true" || nil.value.trim() === "1"),
      children: [],
      text: "",
    });
  });
  const addText = (part: string): void => {
    const inner = open.at(-1);
    if (inner) inner.text += part;
  };
  parser.on("text", addText);
  parser.on("cdata", addText);
  parser.on("closetag", () => {
    const closed = open.pop();
    if (!closed) return;
    const outer = open.at(-1);
    if (outer) outer.children.push(closed);
    else root = closed;
  });
  try {
    // A byte order mark is no part of the document.
    parser.write(text.replace(/^\uFEFF/, "")).close();
  } catch (error) {
    if (error instanceof XmlError) throw error;
    throw new XmlError("not well-formed", { cause: error });
  }
  if (root === null) throw new XmlError("no element");
  return root;
}

/** The first child of this namespace and name. */
export const childOf = (element: XmlElement, namespace: string, name: string): XmlElement | undefined =>
  element.children.find((child) => child.namespace === namespace && child.name === name);

/**
 * A text as it stands in an element. Characters that XML 1.0 can't carry at all are left out: a server would refuse the
 * whole document for one of them.
 */
export function xmlText(text: string): string {
  let escaped = "";
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (!isXmlCharacter(code)) continue;
    escaped += escapes.get(character) ?? character;
  }
  return escaped;
}

const escapes = new Map([
  ["&", "&amp;"],
  ["<", "&lt;"],
  [">", "&gt;"],
  ['"', "&quot;"],
  // Else read back as a line feed.
  ["\r", "&#13;"],
]);

/** XML 1.0 §2.2, Char. */
const isXmlCharacter = (code: number): boolean =>
  code === 0x9 ||
  code === 0xa ||
  code === 0xd ||
  (code >= 0x20 && code <= 0xd7ff) ||
  (code >= 0xe000 && code <= 0xfffd) ||
  code >= 0x10000;
