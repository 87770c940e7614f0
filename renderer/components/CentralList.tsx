import { CircleHelp, CloudOff, type LucideIcon, RotateCw } from "lucide-react";
import type { ReactNode } from "react";
import type { QueryState } from "../hooks/useQueryState.ts";
import { useTexts } from "../i18n/index.ts";
import { EmptyList } from "./EmptyList.tsx";
import { Key } from "./Key.tsx";
import { Skeleton } from "./Skeleton.tsx";

type CentralListProps<T> = {
  readonly list: QueryState<readonly T[]>;
  readonly children: (items: readonly T[]) => ReactNode;
  readonly empty: ReactNode;
  /** The sign of an empty list, where `empty` is a text. */
  readonly icon?: LucideIcon;
  readonly onAgain: () => void;
};

/** A list that the central API itself answers: shapes while it is asked, words and another try where it is away. */
export function CentralList<T>({ list, children, empty, icon = CircleHelp, onAgain }: CentralListProps<T>) {
  const { t } = useTexts();
  if (list.state === "loading") return <Skeleton shape="rows" ofCentral />;
  if (list.state === "ready") {
    if (list.value.length > 0) return children(list.value);
    return typeof empty === "string" ? <EmptyList icon={icon} text={empty} /> : empty;
  }
  const away = list.failure.kind === "known" && list.failure.code === "CENTRAL_AWAY";
  return (
    <>
      <EmptyList icon={CloudOff} text={t(away ? "errors.CENTRAL_AWAY.title" : "errors.CORE_AWAY.title")} />
      <Key tone="primary" icon={RotateCw} onPress={onAgain}>
        {t("booking.again")}
      </Key>
    </>
  );
}
