import { Search } from "lucide-react";
import { type KeyboardEvent, useEffect, useId, useRef } from "react";
import { useCounter } from "./core.ts";
import { focusFirstRow } from "./keys.ts";
import type { LobbySeen } from "./lobby.ts";
import { useCounterTexts } from "./messages.ts";
import { useCounterState } from "./state.ts";

/** Finds a ticket by its number or its patient's name, and takes what a scanner types of a ticket's code. */
export function SearchField({ seen }: { readonly seen: LobbySeen }) {
  const { t } = useCounterTexts();
  const { act } = useCounter();
  const search = useCounterState((state) => state.search);
  const field = useRef<HTMLInputElement>(null);
  const id = useId();
  useEffect(() => field.current?.focus(), []);
  const onKeyDown = async (event: KeyboardEvent<HTMLInputElement>): Promise<void> => {
    if (event.key === "ArrowDown") {
      event.preventDefault();
      focusFirstRow();
    }
    if (event.key !== "Enter") return;
    const heard = seen.lobby?.kiosks.find(({ fault }) => fault === null);
    if (await act.byCode(search, heard?.id)) return;
    if (search !== "") focusFirstRow()?.click();
  };
  return (
    <div className="counter-search">
      <Search aria-hidden />
      <label className="hidden-text" htmlFor={id}>
        {t("search.label")}
      </label>
      <input
        ref={field}
        id={id}
        type="text"
        data-search
        value={search}
        placeholder={t("search.hint")}
        autoComplete="off"
        spellCheck={false}
        maxLength={120}
        onChange={(event) => act.search(event.target.value)}
        onKeyDown={(event) => void onKeyDown(event)}
      />
    </div>
  );
}
