import { Search } from "lucide-react";
import { type KeyboardEvent, useEffect, useId, useRef } from "react";
import { longestScanText } from "#contract/scanner/scan.ts";
import { characterOf } from "../scan/wedge.ts";
import { useCounter } from "./core.ts";
import { focusFirstRow } from "./keys.ts";
import { heardKiosk, type LobbySeen } from "./lobby.ts";
import { useCounterTexts } from "./messages.ts";
import { useCounterState } from "./state.ts";

/** Finds a ticket by its number or its patient's name or policy, and takes what a scanner types of a ticket or policy. */
export function SearchField({ seen }: { readonly seen: LobbySeen }) {
  const { t } = useCounterTexts();
  const { act } = useCounter();
  const search = useCounterState((state) => state.search);
  const field = useRef<HTMLInputElement>(null);
  const id = useId();
  useEffect(() => field.current?.focus(), []);
  const keys = useRef("");
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    keys.current = keysWith(event, search === "" ? "" : keys.current);
    if (event.key === "ArrowDown") {
      event.preventDefault();
      focusFirstRow();
    }
    if (event.key !== "Enter") return;
    if (act.lookUp(search, keys.current, heardKiosk(seen))) return;
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
        maxLength={longestScanText}
        onChange={(event) => act.search(event.target.value)}
        onKeyDown={onKeyDown}
      />
    </div>
  );
}

/** The keys so far and this one, by their places. Whoever corrects what they typed is a hand, and no scanner. */
function keysWith(event: KeyboardEvent, before: string): string {
  if (event.key === "Backspace" || event.key === "Delete") return "";
  if ([...event.key].length > 1 || event.ctrlKey || event.metaKey) return before;
  return before + (characterOf({ key: event.key, code: event.code, shift: event.shiftKey }) ?? "");
}
