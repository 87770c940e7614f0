import { CloudOff, type LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { Notice } from "../../components/Notice.tsx";
import { Skeleton } from "../../components/Skeleton.tsx";
import type { QueryState } from "../../hooks/useQueryState.ts";
import { useTexts } from "../../i18n/index.ts";

type StaffListProps<T> = {
  readonly list: QueryState<readonly T[]>;
  /** What an empty list means. */
  readonly empty: string;
  readonly icon: LucideIcon;
  readonly children: (items: readonly T[]) => ReactNode;
};

/** A list for staff: shapes while it is asked for, words where it is empty or can't be had. */
export function StaffList<T>({ list, empty, icon, children }: StaffListProps<T>) {
  const { t } = useTexts();
  if (list.state === "loading") return <Skeleton shape="rows" />;
  if (list.state === "failed") {
    return (
      <Notice icon={CloudOff} live>
        {t("staff.errors.again")}
      </Notice>
    );
  }
  if (list.value.length > 0) return children(list.value);
  return (
    <Notice icon={icon} tone="info" live>
      {empty}
    </Notice>
  );
}
