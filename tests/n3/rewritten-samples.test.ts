import { describe, expect, test } from "vitest";
import { type HubOperation, hubNamespaces } from "#contract/n3/index.ts";
import { readAnswer } from "#sync/n3/answer.ts";
import { decodeXml } from "#sync/n3/decode.ts";
import { readXml, type XmlElement, xmlText } from "#sync/n3/xml.ts";
import { fault12Of, faultOf, freeTimes, historyOf1C, refused } from "./answers.ts";
import { type Sample, samples } from "./samples.ts";

const how = { timeZone: "Europe/Moscow" };
const operationOf = (name: string) => (/-([A-Za-z0-9]+)/.exec(name)?.[1] ?? "SetAppointment") as HubOperation;

/** How a document is written anew. None of it means anything to whoever reads by namespace and local name. */
type Writing = {
  readonly prefixes?: "none" | "each" | "sameForAll";
  readonly reversed?: boolean;
  readonly space?: string;
  readonly nil?: "1" | " true " | "absent";
  readonly text?: "cdata" | "split" | "references";
  readonly comments?: boolean;
  /** Members that no contract knows, of no namespace and of a stranger's. */
  readonly strangers?: boolean;
};

const writings: readonly (readonly [string, Writing])[] = [
  ["without prefixes, a namespace on each member", { prefixes: "none" }],
  ["with a prefix of its own on each member", { prefixes: "each" }],
  ["with one prefix that means another namespace each time", { prefixes: "sameForAll" }],
  ["with members the other way round", { reversed: true }],
  ["spread over lines", { space: "\r\n\t  " }],
  ["with nil as 1", { nil: "1" }],
  ["with nil among spaces", { nil: " true " }],
  ["with what is nil left out", { nil: "absent" }],
  ["with texts as CDATA", { text: "cdata" }],
  ["with texts in parts", { text: "split" }],
  ["with letters as references", { text: "references" }],
  ["with comments and instructions", { comments: true }],
  ["with members that nobody knows", { strangers: true }],
  [
    "with all of it at once",
    {
      ...{ prefixes: "each", reversed: true, space: "\n", nil: "absent", text: "split" },
      ...{ comments: true, strangers: true },
    },
  ],
];

function written(element: XmlElement, writing: Writing, at = 1): string {
  const { prefixes = "sameForAll", space = "", nil = "1" } = writing;
  const own = prefixes === "none" ? "" : prefixes === "each" ? `n${at}:` : "q:";
  // No prefix can mean that there is none.
  const prefix = element.namespace === "" ? "" : own;
  const declared = prefix === "" ? "xmlns" : `xmlns:${prefix.slice(0, -1)}`;
  const isNil = element.isNil ? ` x:nil="${nil}" xmlns:x="${hubNamespaces.instance}"` : "";
  const kept = element.children.filter((child) => !(nil === "absent" && child.isNil));
  const isList = kept.length > 1 && kept.every(({ name }) => name === kept[0]?.name);
  const children = writing.reversed && !isList ? kept.toReversed() : kept;
  const between = `${space}${writing.comments ? "<!-- <a:Success>false</a:Success> --><?x-1c x?>" : ""}`;
  const strangers =
    writing.strangers && kept.length > 0
      ? `<Success xmlns="urn:x">false</Success><IdPat xmlns="">1</IdPat><Unknown xmlns="${element.namespace}"/>`
      : "";
  const inner = children.map((child, no) => between + written(child, writing, at * 7 + no)).join("");
  const text = kept.length > 0 ? between : textWritten(element.text, writing);
  const tag = `${prefix}${element.name}`;
  return `<${tag} ${declared}="${element.namespace}"${isNil}>${strangers}${inner}${text}</${tag}>`;
}

function textWritten(text: string, { text: how, comments }: Writing): string {
  const [head, tail] = [text.slice(0, 1), text.slice(1)];
  switch (how) {
    case "cdata":
      return text === "" ? "" : `<![CDATA[${text}]]>`;
    case "split":
      return `${xmlText(head)}${comments ? "<!-- - -->" : ""}<![CDATA[${tail}]]>`;
    case "references":
      return [...text].map((one) => `&#x${(one.codePointAt(0) ?? 0).toString(16)};`).join("");
    default:
      return xmlText(text);
  }
}

/** What is nil, and what is absent, is as little there for whoever reads. */
const withoutNulls = (read: unknown): unknown =>
  JSON.parse(JSON.stringify(read, (_name, value) => (value === null ? undefined : value)));

/** The project's own, and those that stand beside it. */
const all: readonly Sample[] = [
  { name: "own-GetPatientHistory", text: historyOf1C },
  { name: "own-GetAvaibleAppointments", text: freeTimes },
  { name: "own-SetAppointment", text: refused("SetAppointment", 39) },
  { name: "own-SetAppointment", text: faultOf("InternalServiceFault") },
  { name: "own-SetAppointment", text: fault12Of("ActionNotSupported") },
  ...samples(".response.xml"),
];

describe("an answer reads as the same", () => {
  test.each(writings)("%s", (_name, writing) => {
    for (const { name, text } of all) {
      const operation = operationOf(name);
      const envelope = readXml(text);
      const isFault = readAnswer(operation, text, how).kind === "fault";
      // A fault's code is a qualified name: its prefix isn't written anew, and means nothing.
      const read = readAnswer(
        operation,
        written(envelope, isFault ? { ...writing, strangers: false } : writing),
        how,
      );
      expect(withoutNulls(read), name).toEqual(withoutNulls(readAnswer(operation, text, how)));
    }
  });
});

/** Cyrillic as windows-1251 has it; other letters that it lacks don't occur. */
function in1251(text: string): Uint8Array {
  const table = new Map(
    Array.from({ length: 256 }, (_, byte) => [
      new TextDecoder("windows-1251").decode(Uint8Array.of(byte)),
      byte,
    ]),
  );
  return Uint8Array.from([...text].map((one) => table.get(one) ?? 0x3f));
}
const undeclared = (text: string) => text.replace(/^\uFEFF?<\?xml[^>]*\?>\s*/, "");
const declaredAs = (encoding: string, text: string) =>
  `<?xml version="1.0" encoding="${encoding}"?>\n${undeclared(text)}`;
const utf8 = (text: string) => new TextEncoder().encode(text);

describe("an answer's letters are the same", () => {
  const ways: readonly (readonly [string, string | null, (text: string) => Uint8Array])[] = [
    ["UTF-8 by the header", "text/xml; charset=utf-8", (text) => utf8(undeclared(text))],
    ["UTF-8 by the declaration", "text/xml", (text) => utf8(declaredAs("utf-8", text))],
    ["UTF-8 that nothing tells", null, (text) => utf8(undeclared(text))],
    ["UTF-8 with its mark", "text/xml", (text) => utf8(`\uFEFF${declaredAs("UTF-8", text)}`)],
    [
      "its mark against a header that is wrong",
      "text/xml; charset=windows-1251",
      (text) => utf8(`\uFEFF${text}`),
    ],
    ["windows-1251 by the header", 'text/xml; charset="windows-1251"', (text) => in1251(undeclared(text))],
    ["windows-1251 by the declaration", "text/xml", (text) => in1251(declaredAs("windows-1251", text))],
    [
      "windows-1251 by the declaration, under a proxy's charset",
      "text/xml; charset=utf-8",
      (text) => in1251(declaredAs("windows-1251", text)),
    ],
    [
      "UTF-16 with its mark",
      "text/xml",
      (text) => Buffer.from(`\uFEFF${declaredAs("utf-16", text)}`, "utf16le"),
    ],
  ];
  test.each(ways)("%s", (_name, contentType, encode) => {
    // What windows-1251 has no place for is told in references.
    const table = new TextDecoder("windows-1251").decode(Uint8Array.from({ length: 256 }, (_, at) => at));
    for (const { name, text } of all) {
      if (![...text].every((one) => table.includes(one) || one === "\uFEFF")) continue;
      const read = readAnswer(operationOf(name), decodeXml(encode(text), contentType), how);
      expect(read, name).toEqual(readAnswer(operationOf(name), text, how));
    }
  });

  test("of no encoding that is told is refused", () => {
    expect(() => decodeXml(in1251("<x>Ёж</x>"), "text/xml")).toThrow("another encoding");
    expect(() => decodeXml(utf8("<x/>"), "text/xml; charset=koi-17")).toThrow("another encoding");
  });
});
