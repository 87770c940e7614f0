import { ChevronDown } from "lucide-react";
import { type ComponentProps, useState } from "react";
import { useTexts } from "../i18n/index.ts";
import { PagedList } from "./PagedList.tsx";
import { Row } from "./Row.tsx";

type BookableListProps<T> = Omit<ComponentProps<typeof PagedList<T>>, "turnTo"> & {
  readonly isBookable: (item: T) => boolean;
};

type Entry<T> = { readonly item: T } | { readonly folded: number };
const foldKey = "fold";

/**
 * What can be booked first; the rest stands behind one row and opens with its reasons. An entry that can no longer be
 * booked stays in its place while the list is shown: no row moves under a finger.
 */
export function BookableList<T>({ isBookable, ...list }: BookableListProps<T>) {
  const { t } = useTexts();
  const { items, keyOf, render, groupOf, lettersOf } = list;
  const [wereBookable] = useState(() => new Set(items.filter(isBookable).map(keyOf)));
  const [isOpen, setOpen] = useState(false);
  const isFirst = (item: T): boolean => isBookable(item) || wereBookable.has(keyOf(item));
  const first = items.filter(isFirst);
  const rest = items.filter((item) => !isFirst(item));
  const hasFold = rest.length > 0 && first.length > 0 && !isOpen;
  const entries: readonly Entry<T>[] = [
    ...first.map((item) => ({ item })),
    ...(hasFold ? [{ folded: rest.length }] : rest.map((item) => ({ item }))),
  ];
  const [firstOfRest] = rest;
  return (
    <PagedList
      {...list}
      items={entries}
      keyOf={(entry) => ("item" in entry ? keyOf(entry.item) : foldKey)}
      groupOf={groupOf && ((entry) => ("item" in entry ? groupOf(entry.item) : ""))}
      lettersOf={lettersOf && ((entry) => ("item" in entry ? lettersOf(entry.item) : []))}
      turnTo={isOpen && firstOfRest !== undefined ? keyOf(firstOfRest) : undefined}
      render={(entry) =>
        "item" in entry ? (
          render(entry.item)
        ) : (
          <Row
            badge={<ChevronDown />}
            tone="folded"
            title={t("pager.folded", { count: entry.folded })}
            onPress={() => setOpen(true)}
          />
        )
      }
    />
  );
}
