import type { Page } from "@playwright/test";

/** The least between the words of what is touched and its edge, CSS px. */
const edges: readonly (readonly [cells: string, least: number])[] = [
  [".day, .slot, .time-key, .offer", 7],
  [".key, .radio-key, .day, .slot, .pad-key, .tile, .language, .mark", 4],
];

/**
 * What is wrong with how lines break and cells are filled, in words: a word broken though it would fit, a break inside
 * «г. Калуга», «завтра, 08:00», «20 секунд» or «23 ноября», a heading with a short word alone in its last line, a line
 * that begins or ends with «·», a cell whose words touch its edge, a grid whose first row holds nothing but the past. Empty when all is well.
 */
export function wordFaultsOnScreen(page: Page): Promise<string[]> {
  return page.evaluate((edges) => {
    const faults = new Set<string>();
    const open = [...document.querySelectorAll("dialog[open]")].at(-1) ?? document.body;
    const name = (element: Element): string =>
      `${element.tagName.toLowerCase()}.${element.className} «${(element.textContent ?? "").slice(0, 40)}»`;
    const isSeen = (element: Element): boolean => {
      const { width, height } = element.getBoundingClientRect();
      return width > 2 && height > 2 && getComputedStyle(element).visibility === "visible";
    };
    /** Where a line may break within a word: behind a hyphen or dash, and at a soft hyphen. */
    const parts = /[^\s\u00ad\u2010-\u2014/-]+[\u2010-\u2014/-]*/gu;
    const words = /[^\s\u2013\u2014-]+/gu;
    /** What says nothing when it stands apart. */
    const pairs = [
      /(?<![\p{L}.])(?:г|ул|пр|пл|пер|наб|каб|д|корп|стр)\.\s\S+/gu,
      /№\s\S+/gu,
      /\p{Lu}\.\s\p{Lu}\./gu,
      /[\p{L}\d]+,\s\d{1,2}:\d\d(?!\d)/gu,
    ];
    /** What is read as one as well, and parts only where a line is too short for it. */
    const pairsThatFit = [
      /(?<=^|[\s(«,])(?:г|ул|пр|д|каб|№)\.?\s\S+/gu,
      /\S+,?\s\d{1,2}:\d\d(?!\d)/gu,
      /\d+\s(?:секунд\p{L}*|минут\p{L}*|seconds?|minutes?|мин|сек)(?!\p{L})/gu,
      /\d{1,2}\s(?:ноября|декабря|сентября|қараша|желтоқсан|ноябрь|декабрь)/gu,
    ];

    const range = document.createRange();
    const rectsOf = (node: Node, from: number, to: number): DOMRect[] => {
      range.setStart(node, from);
      range.setEnd(node, to);
      return [...range.getClientRects()].filter(({ width }) => width > 0.5);
    };
    /** The lines that some letters of a text stand in; a soft hyphen is drawn at the end of the line before. */
    const linesBetween = (node: Node, from: number, to: number): number =>
      linesOf(
        Array.from({ length: to - from }, (_, n) => rectsOf(node, from + n, from + n + 1).at(-1)).filter(
          (rect) => rect !== undefined,
        ),
      );
    const linesOf = (rects: readonly DOMRect[]): number => {
      const tops: number[] = [];
      for (const { top, height } of rects)
        if (!tops.some((other) => Math.abs(other - top) < height / 2)) tops.push(top);
      return tops.length;
    };
    /** The width that a line has in the block that the text stands in. */
    const roomFor = (element: Element): number => {
      let block: Element = element;
      while (getComputedStyle(block).display.startsWith("inline") && block.parentElement)
        block = block.parentElement;
      const { paddingLeft, paddingRight } = getComputedStyle(block);
      return block.clientWidth - Number.parseFloat(paddingLeft) - Number.parseFloat(paddingRight);
    };

    const walker = document.createTreeWalker(open, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = node.textContent ?? "";
      const element = node.parentElement;
      if (
        text.trim() === "" ||
        !element ||
        element.closest(".hidden-text, svg, .paged-text, [aria-hidden=true]:empty")
      )
        continue;
      if (!isSeen(element)) continue;
      if (linesOf(rectsOf(node, 0, text.length)) > 1) {
        const room = roomFor(element);
        const lengthOf = (from: number, to: number): number =>
          rectsOf(node, from, to).reduce((sum, { width }) => sum + width, 0);
        // What is typed is drawn letter by letter: a word longer than its field goes on in the next line.
        const isTyped = element.closest("[role=textbox]") !== null;
        for (const { 0: part, index } of text.matchAll(parts)) {
          if (isTyped && lengthOf(index, index + part.length) > room) continue;
          if (linesBetween(node, index, index + part.length) > 1)
            faults.add(`broken inside «${part}»: ${name(element)}`);
        }
        const isBrokenThoughItFits = (from: number, to: number): boolean =>
          !isTyped && lengthOf(from, to) <= room && linesOf(rectsOf(node, from, to)) > 1;
        for (const { 0: word, index } of text.matchAll(words))
          if (isBrokenThoughItFits(index, index + word.length))
            faults.add(`broken without need, «${word}»: ${name(element)}`);
        for (const pair of pairs)
          for (const { 0: found, index } of text.matchAll(pair))
            if (linesBetween(node, index, index + found.length) > 1)
              faults.add(`broken between «${found}»: ${name(element)}`);
        for (const pair of pairsThatFit)
          for (const { 0: found, index } of text.matchAll(pair))
            if (isBrokenThoughItFits(index, index + found.length))
              faults.add(`broken between «${found}»: ${name(element)}`);
      }
      for (const { index } of text.matchAll(/·/gu)) {
        const [dot] = rectsOf(node, index, index + 1);
        const before = rectsOf(node, 0, index).at(-1);
        if (dot && before && dot.top - before.top > before.height / 2)
          faults.add(`a line begins with «·»: ${name(element)}`);
        const next = index + 1 + text.slice(index + 1).search(/\S/u);
        const [after] = next > index ? rectsOf(node, next, next + 1) : [];
        if (dot && after && after.top - dot.top > dot.height / 2)
          faults.add(`a line ends with «·»: ${name(element)}`);
      }
    }

    for (const heading of open.querySelectorAll("h1, h2")) {
      if (!isSeen(heading)) continue;
      const lines = new Map<number, { width: number; words: number }>();
      const inner = document.createTreeWalker(heading, NodeFilter.SHOW_TEXT);
      for (let node = inner.nextNode(); node; node = inner.nextNode())
        for (const { 0: word, index } of (node.textContent ?? "").matchAll(/\S+/gu)) {
          const [rect] = rectsOf(node, index, index + word.length);
          if (!rect) continue;
          const at = [...lines.keys()].find((top) => Math.abs(top - rect.top) < rect.height / 2) ?? rect.top;
          const line = lines.get(at) ?? { width: 0, words: 0 };
          lines.set(at, { width: line.width + rect.width, words: line.words + 1 });
        }
      const ordered = [...lines].toSorted(([one], [other]) => one - other).map(([, line]) => line);
      const last = ordered.at(-1);
      const widest = Math.max(...ordered.map(({ width }) => width));
      if (ordered.length > 1 && last?.words === 1 && last.width < widest / 4)
        faults.add(`a word alone in its last line: ${name(heading)}`);
    }

    for (const [cells, least] of edges)
      for (const cell of open.querySelectorAll(cells)) {
        if (!isSeen(cell)) continue;
        const box = cell.getBoundingClientRect();
        const inner = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
        for (let node = inner.nextNode(); node; node = inner.nextNode()) {
          const text = node.textContent ?? "";
          const element = node.parentElement;
          if (text.trim() === "" || !element || element.closest(".hidden-text") || !isSeen(element)) continue;
          for (const { left, right } of rectsOf(node, 0, text.length)) {
            const nearest = Math.min(left - box.left, box.right - right);
            if (nearest < least) faults.add(`words ${Math.round(nearest)} px from the edge: ${name(cell)}`);
          }
        }
      }

    const [grid] = open.querySelectorAll(".times, .days");
    const cells = [...(grid?.querySelectorAll(".slot, .day") ?? [])];
    const top = cells[0]?.getBoundingClientRect().top ?? 0;
    const firstRow = cells.filter((cell) => Math.abs(cell.getBoundingClientRect().top - top) < 4);
    const canChoose = cells.some((cell) => cell.matches("button"));
    if (canChoose && firstRow.every((cell) => !cell.matches("button")))
      faults.add("the first row of the grid holds nothing to choose");
    return [...faults];
  }, edges);
}
