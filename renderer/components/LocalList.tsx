import { CircleHelp, type LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import type { QueryState } from "../hooks/useQueryState.ts";
import { useTexts } from "../i18n/index.ts";
import { EmptyList } from "./EmptyList.tsx";
import { Skeleton } from "./Skeleton.tsx";

type LocalListProps<T> = {
  readonly list: QueryState<readonly T[]>;
  readonly children: (items: readonly T[]) => ReactNode;
  readonly empty: string;
  readonly icon?: LucideIcon;
};

/** A list on its way: shapes while it loads, words where it is empty or gone, else the list. */
export function LocalList<T>({ list, children, empty, icon = CircleHelp }: LocalListProps<T>) {
  const { t } = useTexts();
  if (list.state === "loading") return <Skeleton shape="rows" />;
  if (list.state === "failed") return <EmptyList icon={icon} text={t("errors.NOT_FOUND.text")} />;
  if (list.value.length === 0) return <EmptyList icon={icon} text={empty} />;
  return children(list.value);
}
