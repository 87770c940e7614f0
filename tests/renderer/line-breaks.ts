import type { Page } from "@playwright/test";

/** What is read as one: «г. Калуга», «каб. 202», «завтра, 08:00», «23 ноября», «через 20 секунд». */
const pairs = [
  String.raw`(?:^|[\s(«,])(?:г|ул|пр|д|каб|№)\.?\s\S+`,
  String.raw`\S+,?\s\d{1,2}:\d\d(?!\d)`,
  String.raw`\d{1,2}\s(?:ноября|декабря|сентября|қараша|желтоқсан|ноябрь|декабрь)`,
] as const;

/**
 * Lines that end where nobody would end them, in words: a word broken although its line could hold it, a pair that is
 * read as one (an abbreviation and its name, a day and its time) in two lines, a line that ends with «·», and a text
 * that touches the edge of the cell or key that it stands in. Empty when all is well.
 */
export function badBreaksOnScreen(page: Page): Promise<string[]> {
  return page.evaluate(
    (pairs) => {
      const faults: string[] = [];
      const shown = (element: Element): boolean =>
        element.checkVisibility({ visibilityProperty: true }) &&
        element.getBoundingClientRect().height > 2 &&
        !element.closest(".hidden-text, svg, .paged-text, [role=textbox]");
      const open = [...document.querySelectorAll("dialog[open]")].at(-1) ?? document.body;
      const tops = (range: Range): number[] => {
        const lines: number[] = [];
        for (const { top, bottom, width } of range.getClientRects()) {
          const middle = (top + bottom) / 2;
          if (width > 0 && !lines.some((line) => Math.abs(line - middle) < (bottom - top) / 2))
            lines.push(middle);
        }
        return lines;
      };
      const widthOf = (range: Range): number =>
        [...range.getClientRects()].reduce((sum, { width }) => sum + width, 0);
      /** The width that a line of this text may have: that of the block around it. */
      const room = (element: Element): number => {
        let block = element;
        while (getComputedStyle(block).display === "inline" && block.parentElement)
          block = block.parentElement;
        const { paddingLeft, paddingRight } = getComputedStyle(block);
        return block.clientWidth - Number.parseFloat(paddingLeft) - Number.parseFloat(paddingRight);
      };
      const walker = document.createTreeWalker(open, NodeFilter.SHOW_TEXT);
      const range = document.createRange();
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const text = node.textContent ?? "";
        const element = node.parentElement;
        if (element === null || text.trim() === "" || !shown(element)) continue;
        const told = (found: string): string => `«${found.trim()}» in «${text.trim().slice(0, 60)}»`;
        const broken = (start: number, end: number): boolean => {
          range.setStart(node as Node, start);
          range.setEnd(node as Node, end);
          return tops(range).length > 1 && widthOf(range) <= room(element);
        };
        for (const { 0: word, index } of text.matchAll(/[^\s\u00a0—–-]+/gu))
          if (broken(index, index + word.length)) faults.push(`a word broken without need: ${told(word)}`);
        for (const pair of pairs)
          for (const { 0: found, index } of text.matchAll(new RegExp(pair, "gu")))
            if (broken(index + found.length - found.trimStart().length, index + found.length))
              faults.push(`a pair broken: ${told(found)}`);
        for (const { index } of text.matchAll(/·/gu)) {
          range.setStart(node, index);
          range.setEnd(node, text.length);
          const [mark, next] = [tops(range), text.slice(index + 1).trim()];
          range.setEnd(node, index + 1);
          const [own] = tops(range);
          const after = /^\s*\S/u.exec(text.slice(index + 1))?.[0].length ?? 0;
          range.setStart(node, index + after);
          range.setEnd(node, index + after + 1);
          const [following] = tops(range);
          if (mark.length > 1 && next !== "" && own !== undefined && following !== undefined)
            if (Math.abs(own - following) > 4) faults.push(`a line ends with «·»: ${told(next)}`);
        }
        const cell = element.closest(".key, .radio-key, .day, .slot, .pad-key, .tile, .language, .mark");
        if (cell !== null) {
          range.selectNodeContents(node);
          const edge = cell.getBoundingClientRect();
          const least = 4;
          for (const { left, right, width } of range.getClientRects())
            if (width > 0 && (left < edge.left + least || right > edge.right - least)) {
              faults.push(`touches the edge: ${told(text)}`);
              break;
            }
        }
      }
      return faults;
    },
    [...pairs],
  );
}
