import { unreachable } from "#contract/index.ts";
import type {
  Block,
  Cell,
  FactBlock,
  Fits,
  HeroBlock,
  Label,
  TextSize,
  TicketLayout,
} from "../layout/index.ts";
import { keepsWords, wrapText } from "../layout/index.ts";
import type { PrinterProfile } from "../profiles/index.ts";
import { isOnPage, toPage } from "./code-pages.ts";
import type { Commands, Scale, Style } from "./commands.ts";

/** Puts a ticket into a job as text in the profile's code page. Throws where a QR payload isn't printable ASCII. */
export function encodeText(layout: TicketLayout, profile: PrinterProfile, commands: Commands): void {
  const job: Job = { profile, commands, columns: profile.columns };
  for (const block of layout.blocks) encodeBlock(block, job);
}

type Job = {
  readonly profile: PrinterProfile;
  readonly commands: Commands;
  readonly columns: number;
};

const scales: Readonly<Record<TextSize, Scale>> = { small: 1, normal: 1, large: 2, huge: 3 };

function encodeBlock(block: Block, job: Job): void {
  switch (block.kind) {
    case "text":
      aligned(block.align, job, () =>
        paragraph(block.text, { scale: scales[block.size], bold: block.bold }, job),
      );
      break;
    case "banner":
      aligned("center", job, () => {
        paragraph(block.text, { scale: 2, bold: true, inverse: true }, job);
        paragraph(block.note, {}, job);
      });
      break;
    case "hero":
      hero(block, job);
      break;
    case "fact":
      fact(block, job);
      break;
    case "rule":
      paragraph(ruleCharacter(block.weight, job).repeat(job.columns), {}, job);
      break;
    case "space":
      job.commands.newLine();
      break;
    case "qr":
      aligned("center", job, () => {
        job.commands.qr(block.payload);
        paragraph(caption(block.caption), {}, job);
        for (const { label, value } of block.beside) paragraph(`${caption(label)}: ${value}`, {}, job);
      });
      break;
    case "cut":
      job.commands.cut();
      break;
    default:
      unreachable(block);
  }
}

/** Alignment counts from the beginning of a line, and stays until it is changed. */
function aligned(align: "left" | "center", { commands }: Job, action: () => void): void {
  commands.align(align);
  action();
  commands.align("left");
}

/**
 * Wrapped lines of one style, indented and enlarged no further than their longest word allows. Wrapping sees the page's
 * characters: a stand-in may be longer.
 */
function paragraph(text: string, style: Style, job: Job, indent = 0): void {
  const words = onPage(text, job);
  const wanted = style.scale ?? 1;
  const scale = scaleOf(words, wanted, job.columns - indent);
  const from = scale === 1 ? indentFor(words, indent, job) : indent;
  for (const line of wrapText(words, within(Math.floor((job.columns - from) / scale)))) {
    job.commands.spaces(from);
    job.commands.text(line, { ...style, scale });
    job.commands.newLine();
  }
}

const within =
  (columns: number): Fits =>
  (text) =>
    text.length <= columns;

/** The largest scale up to `wanted` in which no word has to be broken; the plain one where each breaks some. */
const scaleOf = (text: string, wanted: Scale, columns: number): Scale =>
  ([3, 2, 1] as const).find(
    (scale) => scale <= wanted && keepsWords(text, within(Math.floor(columns / scale))),
  ) ?? 1;

/** An indent that leaves the longest word its room; none where the word is longer than a line. */
function indentFor(text: string, wanted: number, { columns }: Job): number {
  const longest = Math.max(0, ...text.split(" ").map(({ length }) => length));
  return Math.max(0, Math.min(wanted, columns - longest));
}

/** Two cells side by side in the largest scale that fits, else one below the other. */
function hero({ size, left, right }: HeroBlock, job: Job): void {
  const cells = right === null ? [left] : [left, right];
  const labels = cells.map((cell) => onPage(caption(cell.label), job));
  const values = cells.map((cell) => onPage(cell.value, job));
  const scale = largestScale(values, scales[size], job);
  if (cells.length === 1 || scale === null || largestScale(labels, 1, job) === null) {
    for (const cell of cells) stackedCell(cell, scales[size], job);
    return;
  }
  spread(labels, {}, job);
  spread(values, { scale, bold: true }, job);
}

/** One text at the left end of a line, the other at its right end. */
function spread([left = "", right = ""]: readonly string[], style: Style, { commands, columns }: Job): void {
  commands.text(left, style);
  commands.spaces(columns - (left.length + right.length) * (style.scale ?? 1));
  commands.text(right, style);
  commands.newLine();
}

function stackedCell({ label, value }: Cell, wanted: Scale, job: Job): void {
  paragraph(caption(label), {}, job);
  const scale = largestScale([onPage(value, job)], wanted, job) ?? 1;
  paragraph(value, { scale, bold: true }, job);
}

/** The largest scale up to `wanted` in which these texts stand on one line, or null. */
function largestScale(texts: readonly string[], wanted: Scale, { columns }: Job): Scale | null {
  const length = texts.reduce((sum, text) => sum + text.length, 0);
  const gaps = (texts.length - 1) * gap;
  return ([3, 2, 1] as const).find((scale) => scale <= wanted && length * scale + gaps <= columns) ?? null;
}

/** Caption and value in two columns; a caption that is too long for its column gets a line of its own. */
function fact({ label, value, note }: FactBlock, job: Job): void {
  const { commands, columns } = job;
  const column = Math.round(columns / 4) + 1;
  const main = onPage(caption(label), job);
  const words = onPage(value, job);
  if (main.length < column && indentFor(words, column, job) === column) {
    const [first = "", ...rest] = wrapText(words, within(columns - column));
    commands.text(main);
    commands.spaces(column - main.length);
    commands.text(first, { bold: true });
    commands.newLine();
    paragraph(rest.join(" "), { bold: true }, job, column);
  } else {
    paragraph(main, {}, job);
    paragraph(value, { bold: true }, job, column);
  }
  paragraph(note ?? "", {}, job, column);
}

/** Characters between two cells. */
const gap = 2;

const onPage = (text: string, { profile }: Job): string => toPage(text, profile.codePage.name);

const caption = ({ main, second }: Label): string => (second === null ? main : `${main} / ${second}`);

function ruleCharacter(weight: "thin" | "thick", { profile }: Job): string {
  const [drawn, plain] = weight === "thick" ? ["═", "="] : ["─", "-"];
  return isOnPage(drawn, profile.codePage.name) ? drawn : plain;
}
