/** A doctor as a clinic's system writes one into a single field. */
type DoctorName = {
  readonly family: string;
  readonly given: string;
  readonly patronymic: string;
  /** What stands beside the name: areas, absences. Empty where nothing does. */
  readonly note: string;
  /** What stands in brackets before the name, which is how some systems tell the room. */
  readonly room: string;
};

const before = /^\(([^()]*)\)\s*/u;
const parts = /^(\p{Lu}[\p{L}'’-]*)\s+(\p{Lu}[\p{L}'’-]*\.?)(?:\s*(\p{Lu}[\p{L}'’-]*\.?))?(?=[\s,(]|$)/u;

/**
 * Tells name and note apart: «(2 к.14) Смирнов Пётр Ильич», «Иванова О.П. 12 участок». What isn't written as a name is
 * the family name as it stands.
 */
export function readDoctorName(told: string): DoctorName {
  const text = told.trim().replaceAll(/\s+/gu, " ");
  const room = before.exec(text)?.[1]?.trim() ?? "";
  const rest = text.replace(before, "");
  const [whole = "", family = "", given = "", patronymic = ""] = parts.exec(rest) ?? [];
  if (whole === "") return { family: rest, given: "", patronymic: "", note: "", room };
  // «Иванова Терапевт» has no second name, and a word in capitals is no patronymic.
  const note = rest.slice(whole.length).replace(/^[\s,;]+/u, "");
  return { family, given, patronymic, note, room };
}
