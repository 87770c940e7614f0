/** An e-mail as a mail program reads it. */
export type Read = {
  readonly headers: ReadonlyMap<string, string>;
  readonly text: string;
  readonly html: string;
};

/** Reads MIME (RFC 2045–2047) as far as an e-mail of two parts needs it. @param raw one character a byte */
export function readEmail(raw: string): Read {
  const { headers, body } = split(raw);
  const boundary = /boundary="?([^";]+)"?/.exec(headers.get("content-type") ?? "")?.[1];
  const parts = boundary === undefined ? [] : body.split(`--${boundary}`).slice(1, -1).map(part);
  const ofType = (type: string): string => parts.find((one) => one.type.startsWith(type))?.text ?? "";
  return { headers, text: ofType("text/plain"), html: ofType("text/html") };
}

function part(raw: string): { type: string; text: string } {
  const { headers, body } = split(raw.replace(/^\r?\n/, ""));
  return {
    type: headers.get("content-type") ?? "",
    text: decoded(body, headers.get("content-transfer-encoding") ?? "7bit"),
  };
}

function split(raw: string): { headers: Map<string, string>; body: string } {
  const end = /\r?\n\r?\n/.exec(raw);
  const head = raw.slice(0, end?.index ?? raw.length).replace(/\r?\n[ \t]+/g, " ");
  const headers = new Map(
    head.split(/\r?\n/).map((line): [string, string] => {
      const colon = line.indexOf(":");
      return [line.slice(0, colon).toLowerCase(), words(line.slice(colon + 1).trim())];
    }),
  );
  return { headers, body: end ? raw.slice(end.index + end[0].length) : "" };
}

/** Encoded words of a header; spaces between two of them are none. */
const words = (value: string): string =>
  value.replace(/\?=\s+=\?/g, "?==?").replace(/((?:=\?utf-8\?[bq]\?[^?]*\?=)+)/gi, (run: string) => {
    const bytes = [...run.matchAll(/=\?utf-8\?([bq])\?([^?]*)\?=/gi)].map(([, kind = "", text = ""]) =>
      kind.toLowerCase() === "b" ? Buffer.from(text, "base64") : quoted(text.replaceAll("_", " ")),
    );
    return Buffer.concat(bytes).toString("utf8");
  });

function decoded(body: string, encoding: string): string {
  switch (encoding.toLowerCase()) {
    case "base64":
      return Buffer.from(body, "base64").toString("utf8");
    case "quoted-printable":
      return quoted(body.replace(/=\r?\n/g, "")).toString("utf8");
    default:
      return Buffer.from(body, "latin1").toString("utf8");
  }
}

const quoted = (text: string): Buffer =>
  Buffer.from(
    text.replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    "latin1",
  );
