import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { Marked } from "marked";

/** Plain pages that any browser shows from a file: no script, nothing from the network. */
const style = `body{max-width:52rem;margin:2rem auto;padding:0 1rem;font:16px/1.5 sans-serif;color:#1a1a1a}
pre{background:#f2f4f7;padding:.75rem;overflow:auto}code{font-size:.9em}table{border-collapse:collapse}
td,th{border:1px solid #c8ccd2;padding:.3rem .6rem;text-align:left;vertical-align:top}img{max-width:100%}
nav{margin-bottom:1.5rem}@media print{nav{display:none}}`;

/** Makes an HTML page of every Markdown file of a folder, beside an index of all. */
export function buildBooks(from: string, to: string): void {
  const pages = readdirSync(from, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md"))
    .toSorted();
  const titles = pages.map((page) => {
    const text = readFileSync(join(from, page), "utf8");
    const title = /^# (.*)$/m.exec(text)?.[1] ?? basename(page, ".md");
    const language = page.startsWith("ru/") ? "ru" : "en";
    const index = relative(dirname(page), "index.html");
    write(
      join(to, asHtml(page)),
      pageOf(title, language, `<nav><a href="${index}">Infomat</a></nav>${bodyOf(text)}`),
    );
    return { page, title };
  });
  const rows = titles.map(({ page, title }) => `<li><a href="${asHtml(page)}">${escaped(title)}</a></li>`);
  write(join(to, "index.html"), pageOf("Infomat", "en", `<h1>Infomat</h1><ul>${rows.join("\n")}</ul>`));
}

const asHtml = (page: string): string => page.replace(/\.md(?=$|#)/, ".html");

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

function bodyOf(text: string): string {
  const marked = new Marked({
    walkTokens(token) {
      const isLocal = token.type === "link" && !/^[a-z]+:/.test(String(token.href));
      if (isLocal) token.href = asHtml(String(token.href));
    },
    renderer: {
      // As GitHub names them, so that links to a heading lead there.
      heading({ tokens, depth, text: heading }) {
        const id = heading
          .toLowerCase()
          .replace(/[^\p{L}\p{N}\s-]/gu, "")
          .trim()
          .replaceAll(/\s/g, "-");
        return `<h${depth} id="${id}">${this.parser.parseInline(tokens)}</h${depth}>\n`;
      },
    },
  });
  return marked.parse(text, { async: false });
}

const pageOf = (title: string, language: string, body: string): string =>
  `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>${escaped(title)}</title><style>${style}</style></head><body>${body}</body></html>\n`;

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
