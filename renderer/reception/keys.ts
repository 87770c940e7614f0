const rows = (): readonly HTMLElement[] => [...document.querySelectorAll<HTMLElement>("[data-row]")];
const searchField = (): HTMLElement | null => document.querySelector<HTMLElement>("[data-search]");

/** The first row of the lists gets the focus. @returns it */
export function focusFirstRow(): HTMLElement | null {
  const [first = null] = rows();
  first?.focus();
  return first;
}

export const focusSearch = (): void => searchField()?.focus();

/** Moves the focus along the rows; from the first one up to the search field. */
export function moveAlongRows(by: 1 | -1): boolean {
  const all = rows();
  const { activeElement: focused } = document;
  const at = focused instanceof HTMLElement ? all.indexOf(focused) : -1;
  if (at < 0) return false;
  const next = all[at + by];
  if (next) next.focus();
  else if (by < 0) focusSearch();
  return true;
}

/** Whether somebody types into a field now: then a letter is a letter. */
export const isTyping = (): boolean =>
  document.activeElement instanceof HTMLInputElement || document.activeElement instanceof HTMLSelectElement;
