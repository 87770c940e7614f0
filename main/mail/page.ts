/** A text, with the same in the patient's own language. */
export type Words = {
  readonly main: string;
  readonly second: { readonly language: string; readonly text: string } | null;
};
/** A part of an e-mail. Facts that follow each other are one table. */
export type Block =
  | { readonly kind: "paragraph" | "small"; readonly words: Words }
  | { readonly kind: "fact"; readonly label: Words; readonly value: Words };

/** An e-mail as plain text. */
export function textOf(blocks: readonly Block[]): string {
  const lines = blocks.flatMap((block, at) => {
    if (block.kind !== "fact")
      return [block.words.main, ...(block.words.second ? [block.words.second.text] : []), ""];
    const last = blocks[at + 1]?.kind !== "fact";
    return [`${beside(block.label)}: ${beside(block.value)}`, ...(last ? [""] : [])];
  });
  return `${lines.join("\n").trimEnd()}\n`;
}

const beside = ({ main, second }: Words): string => (second ? `${main} / ${second.text}` : main);

const page =
  "margin:0;padding:24px;background:#ffffff;color:#16202b;font:18px/1.5 Arial,Helvetica,sans-serif";
const column = "max-width:640px;margin:0 auto";
const table = "border-collapse:collapse;width:100%;margin:24px 0";
const label =
  "text-align:left;vertical-align:top;font-weight:normal;color:#4a5663;padding:8px 24px 8px 0;width:35%";
const value = "text-align:left;vertical-align:top;font-weight:bold;padding:8px 0";
const aside = "display:block;font-weight:normal;color:#4a5663";
const note = "font-size:16px;color:#4a5663";

/** An e-mail as a page of its own: no pictures, no scripts, nothing that a mail program would fetch. */
export function htmlOf(email: { subject: string; language: string; blocks: readonly Block[] }): string {
  const { subject, language, blocks } = email;
  const body = blocks.map((block, at) => {
    if (block.kind !== "fact") {
      const style = block.kind === "small" ? ` style="${note}"` : "";
      return `<p${style}>${inline(block.words)}</p>`;
    }
    const first = blocks[at - 1]?.kind !== "fact" ? `<table style="${table}">` : "";
    const last = blocks[at + 1]?.kind !== "fact" ? "</table>" : "";
    const row = `<tr><th scope="row" style="${label}">${inline(block.label)}</th><td style="${value}">${inline(block.value)}</td></tr>`;
    return first + row + last;
  });
  return [
    `<!doctype html><html lang="${escaped(language)}"><head><meta charset="utf-8">`,
    `<meta name="viewport" content="width=device-width"><title>${escaped(subject)}</title></head>`,
    `<body style="${page}"><div style="${column}">`,
    ...body,
    "</div></body></html>",
  ].join("\n");
}

function inline({ main, second }: Words): string {
  if (!second) return escaped(main);
  return `${escaped(main)}<span lang="${escaped(second.language)}" style="${aside}">${escaped(second.text)}</span>`;
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
};
const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => entities[sign] ?? sign);
