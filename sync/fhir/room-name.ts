import { russian } from "./russian.ts";

/**
 * A room as registers name it, without the word that screens and tickets put before it («каб. 214-Б» → «214-Б»). A
 * numbered room that stands behind its floor or building comes first: it is what a patient looks for on doors. A name
 * that is nothing but the word stays as it is.
 */
export function roomNameOf(told: string): string {
  const { before = "", number = "", after = "" } = russian.numberedRoom.exec(told)?.groups ?? {};
  const inOrder = number === "" ? told : [number, before, after].filter(Boolean).join(", ");
  const bare = inOrder.replace(russian.roomWord, "").trim();
  return /[\p{L}\p{N}]/u.test(bare) ? bare : told;
}
