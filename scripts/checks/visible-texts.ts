import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

/** Files whose Cyrillic letters are data and not texts, each with the reason. */
const letterTables: Readonly<Record<string, string>> = {
  "contract/patients/document.ts": "the letters that a document's number may have",
  "contract/patients/person.ts": "two letters that registers write as one",
  "contract/patients/policy.ts": "the letters that a policy's series may have",
  "contract/schedules/nomenclature-code.ts": "two letters that registers write for Latin ones",
  "main/scanner/policy-barcode.ts": "the letters of a policy's barcode",
  "sync/fhir/search-values.ts": "two letters that registers write as one",
  "main/schedules/plain-names/russian-names.ts":
    "words of names that registers write, to be compared and never shown",
  "sync/fhir/russian.ts": "what registers write, to be recognised and never shown",
  "printer/encode/code-pages.ts": "the characters of printers' code pages",
  "printer/layout/wrap.ts": "vowels and signs, for where a word may be broken",
};

const spokenAttributes = new Set([
  "aria-label",
  "aria-description",
  "aria-roledescription",
  "aria-valuetext",
  "alt",
  "title",
  "label",
  "placeholder",
]);
const cyrillic = /\p{Script=Cyrillic}/u;
const letters = /\p{L}{2}/u;

/** What of a source file matters to translation. */
type Found = {
  /** Texts that bypass the locale files, as `line: text`. */
  readonly faults: string[];
  /** Every string literal: a text's key is among them. */
  readonly literals: Set<string>;
  /** Template literals as patterns: keys put together at run time. */
  readonly patterns: RegExp[];
};

/** Reads one source file; `screen` also looks for words in any alphabet that stand in JSX. */
export function scanSource(name: string, text: string, screen: boolean): Found {
  const source = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);
  const found: Found = { faults: [], literals: new Set(), patterns: [] };
  const fault = (node: ts.Node, what: string) => {
    const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
    found.faults.push(`${line + 1}: ${what.trim().slice(0, 60)}`);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isJsxText(node)) {
      if (letters.test(node.text)) fault(node, node.text);
    } else if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) {
      found.literals.add(node.text);
      if (cyrillic.test(node.text) || (screen && isSpoken(node) && letters.test(node.text)))
        fault(node, node.text);
    } else if (ts.isTemplateExpression(node)) {
      const parts = [node.head.text, ...node.templateSpans.map((span) => span.literal.text)];
      if (parts.some((part) => cyrillic.test(part))) fault(node, parts.join("…"));
      if (parts.some((part) => letters.test(part))) found.patterns.push(patternOf(parts));
    } else if (ts.isRegularExpressionLiteral(node)) {
      if (cyrillic.test(node.text)) fault(node, node.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** A literal that stands where a patient reads or hears it: `<p>{done ? "Yes" : "No"}</p>`, `aria-label="Back"`. */
function isSpoken(literal: ts.Node): boolean {
  let node = literal;
  while (isChoice(node.parent, node)) node = node.parent;
  const holder = ts.isJsxExpression(node.parent) ? node.parent : node;
  if (ts.isJsxAttribute(holder.parent)) return spokenAttributes.has(holder.parent.name.getText());
  return ts.isJsxExpression(holder) && (ts.isJsxElement(holder.parent) || ts.isJsxFragment(holder.parent));
}

/** Whether `parent` passes the value of `node` on: one side of `?:`, `&&`, `||`, `??`, or brackets. */
function isChoice(parent: ts.Node, node: ts.Node): boolean {
  if (ts.isConditionalExpression(parent)) return parent.condition !== node;
  if (ts.isBinaryExpression(parent)) return /^(&&|\|\||\?\?)$/.test(parent.operatorToken.getText());
  return ts.isParenthesizedExpression(parent);
}

function patternOf(parts: readonly string[]): RegExp {
  return new RegExp(`^${parts.map((part) => part.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&")).join(".+")}$`, "u");
}

export type Scan = {
  readonly files: number;
  readonly faults: readonly string[];
  /** Whether some code of the screens names this key. */
  readonly isUsed: (key: string) => boolean;
};

/** Looks through the product's sources for texts that bypass the locale files. */
export function scanTexts(root: string): Scan {
  const files = globSync(
    ["{demo-central,contract,main,printer,renderer,sync}/**/*.{ts,tsx}", "renderer/**/*.{js,html}"],
    { cwd: root },
  ).map((file) => file.replaceAll("\\", "/"));
  const faults: string[] = [];
  const literals = new Set<string>();
  const patterns: RegExp[] = [];
  for (const file of files) {
    const text = readFileSync(join(root, file), "utf8");
    if (file.endsWith(".html")) {
      if (cyrillic.test(text.replace(/<!--.*?-->/gs, ""))) faults.push(`${file}: Cyrillic letters`);
      continue;
    }
    const screen = file.startsWith("renderer/");
    const found = scanSource(file, text, screen);
    if (!(file in letterTables)) faults.push(...found.faults.map((where) => `${file}:${where}`));
    if (!screen) continue;
    for (const literal of found.literals) literals.add(literal);
    patterns.push(...found.patterns);
  }
  const usesBranch = (key: string) =>
    [...key.matchAll(/\./g)].some(({ index }) => {
      const branch = key.slice(0, index);
      return branch.includes(".") && literals.has(branch);
    });
  return {
    files: files.length,
    faults,
    isUsed: (key) => literals.has(key) || usesBranch(key) || patterns.some((pattern) => pattern.test(key)),
  };
}
