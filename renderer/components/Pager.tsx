import { ChevronLeft, ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { useTexts } from "../i18n/index.ts";
import { Key } from "./Key.tsx";
import "./pager.css";

type PagerProps = {
  readonly page: number;
  readonly pages: number;
  readonly onTurn: (page: number) => void;
  /** A key that belongs to the list, beside the place in it; it is there also where one page holds all. */
  readonly children?: ReactNode;
};

/** Big buttons that turn the pages of what doesn't fit; nothing where one page holds all. */
export function Pager({ page, pages, onTurn, children }: PagerProps) {
  const { t } = useTexts();
  if (pages <= 1) return children ? <div className="pager alone">{children}</div> : null;
  return (
    <nav className="pager" aria-label={t("pager.label")}>
      <Key icon={ChevronLeft} command="earlier" disabled={page === 0} onPress={() => onTurn(page - 1)}>
        {t("pager.back")}
      </Key>
      <div className="pager-place">
        <span aria-live="polite">{t("pager.place", { page: page + 1, pages })}</span>
        {children}
      </div>
      <Key
        iconAfter={ChevronRight}
        command="later"
        disabled={page >= pages - 1}
        onPress={() => onTurn(page + 1)}
      >
        {t("pager.more")}
      </Key>
    </nav>
  );
}
