import { useLayoutEffect, useRef, useState } from "react";
import { useSize } from "../layout/useSize.ts";
import { Pager } from "./Pager.tsx";
import "./text-pages.css";

type TextPagesProps = {
  readonly title?: string;
  readonly paragraphs: readonly string[];
  /** The language of the text, where that may be another than the screen's. */
  readonly lang?: string;
  /** Whether a short first sentence says what its paragraph is about. */
  readonly headed?: boolean;
};

/** «Для чего. Чтобы найти …»: four words at most, and no more letters than a heading has. */
const head = /^(?:[^\s.]+ ){0,3}[^\s.]+\.(?= )/u;
const longestHead = 32;

/** A whole text in pages: the browser breaks it into columns as wide as the screen, one of which is seen at a time. */
export function TextPages({ title, paragraphs, lang, headed = false }: TextPagesProps) {
  const flow = useRef<HTMLDivElement>(null);
  const size = useSize(flow);
  const [pages, setPages] = useState(1);
  const [page, setPage] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the text and the room for it decide the number of columns.
  useLayoutEffect(() => {
    const count = (): void => {
      const element = flow.current;
      if (element === null) return;
      const step = element.clientWidth + gapOf(element);
      const found = Math.max(1, Math.round((element.scrollWidth + gapOf(element)) / step));
      setPages(found);
      setPage((at) => Math.min(at, found - 1));
    };
    count();
    // Columns settle a frame after a change of size, and once more when the typeface has arrived.
    const frame = requestAnimationFrame(count);
    void document.fonts.ready.then(count);
    return () => cancelAnimationFrame(frame);
  }, [size, paragraphs]);

  useLayoutEffect(() => {
    const element = flow.current;
    if (element !== null) element.scrollLeft = page * (element.clientWidth + gapOf(element));
  }, [page]);

  return (
    <article className="text-pages" lang={lang}>
      <div className="paged-text" ref={flow}>
        {title && <h2>{title}</h2>}
        {paragraphs.map((paragraph) => (
          <p key={paragraph}>{headed ? <Headed text={paragraph} /> : paragraph}</p>
        ))}
      </div>
      <Pager page={page} pages={pages} onTurn={setPage} />
    </article>
  );
}

function Headed({ text }: { readonly text: string }) {
  const [first = ""] = head.exec(text) ?? [];
  if (first === "" || first.length > longestHead) return text;
  return (
    <>
      <b>{first}</b>
      {text.slice(first.length)}
    </>
  );
}

const gapOf = (element: HTMLElement): number => Number.parseFloat(getComputedStyle(element).columnGap) || 0;
