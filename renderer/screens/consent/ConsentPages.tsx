import { useLayoutEffect, useRef, useState } from "react";
import type { ConsentText } from "#contract/domain.ts";
import { Pager } from "../../components/Pager.tsx";
import { useSize } from "../../hooks/useSize.ts";
import "./consent.css";

/** The whole text in pages: the browser breaks it into columns as wide as the screen, one of which is seen at a time. */
export function ConsentPages({ text }: { readonly text: ConsentText }) {
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
  }, [size, text]);

  useLayoutEffect(() => {
    const element = flow.current;
    if (element !== null) element.scrollLeft = page * (element.clientWidth + gapOf(element));
  }, [page]);

  return (
    <article className="consent" lang={text.language}>
      <div className="consent-text" ref={flow}>
        <h2>{text.title}</h2>
        {text.paragraphs.map((paragraph) => (
          <p key={paragraph}>{paragraph}</p>
        ))}
      </div>
      <Pager page={page} pages={pages} onTurn={setPage} />
    </article>
  );
}

const gapOf = (element: HTMLElement): number => Number.parseFloat(getComputedStyle(element).columnGap) || 0;
