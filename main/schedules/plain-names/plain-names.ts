import { nomenclatureCode } from "#contract/schedules/nomenclature-code.ts";
import type { PlainName, VisitKind } from "#contract/schedules/plain-name.ts";
import type { NamedEntry, NameTable } from "./name-table.ts";
import {
  isGeneric,
  isSame,
  kindsIn,
  personOrPlace,
  saysPayment,
  stripCode,
  wordsOf,
} from "./russian-names.ts";

/** A service as a register has it. `payment` is left out where nobody knows. */
export type RegisterService = {
  readonly code: string;
  readonly name: string;
  readonly payment?: "free" | "paid";
};

export type PlainNames = {
  /** What people call a service; undefined where only the register's own name can be shown. */
  of(service: RegisterService): PlainName | undefined;
};

type Entry = NamedEntry & {
  readonly title: NameTable["titles"][string];
  /** The words of the official name that tell it from others, and those of the Russian title. */
  readonly telling: readonly string[];
  readonly known: readonly string[];
};

/**
 * Plain names by code, checked against what the register calls the service: the code alone may be mistyped, and a
 * patient must not be sent to another doctor than the one on the ticket.
 *
 * - The name speaks of another speciality or examination than the code, of a child, of pregnancy, of a visit at home
 *   or at a distance that the code doesn't know: the name counts. Where it is another entry's official name, that entry
 *   is shown, else the register's own name.
 * - The name says another kind of visit than the code («повторный», .001): the name counts, as it is what reception
 *   and the ticket say. Says it nothing, a first visit is not claimed: clinics with a single code use it for all.
 * - The name says more («к.м.н.», «с выдачей справки», «каб. 5»): `isPartial`, and the screens show it as well.
 *   «платно» and «ОМС» are not more where the payment says the same.
 * - A region's further digits (`B01.047.001.092`) are looked through in classes B01 and B04. Elsewhere they are another
 *   examination.
 * - Without a code the name is compared with the official names alone.
 */
export function createPlainNames(table: NameTable): PlainNames {
  const entries = new Map<string, Entry>(
    Object.entries(table.services).flatMap(([code, service]) => {
      const title = table.titles[service.is];
      if (title === undefined) return [];
      const telling = wordsOf(service.official ?? "").filter((word) => !isGeneric(word));
      return [[code, { ...service, title, telling, known: [...telling, ...wordsOf(title.title.ru ?? "")] }]];
    }),
  );
  const tellingWords = [...new Set([...entries.values()].flatMap(({ telling }) => telling))];

  const byCode = (written: string): Entry | undefined => {
    const code = nomenclatureCode(written);
    if (code === null) return entries.get(written.trim());
    const exact = entries.get(code);
    if (exact || !/^B0[14]/.test(code)) return exact;
    return entries.get(code.split(".").slice(0, 3).join("."));
  };
  const byName = (telling: readonly string[], kind: VisitKind | null): Entry | undefined => {
    if (telling.length === 0) return undefined;
    const alike = [...entries.values()].filter(
      (entry) =>
        entry.telling.length > 0 &&
        telling.every((word) => entry.known.some((known) => isSame(word, known))) &&
        entry.telling.every((word) => telling.some((said) => isSame(word, said))),
    );
    return alike.find(({ visit }) => kind === null || visit === kind) ?? alike[0];
  };
  const saysMore = (entry: Entry, telling: readonly string[]): readonly string[] =>
    telling.filter((word) => !entry.known.some((known) => isSame(word, known)));
  const isAnother = (entry: Entry, telling: readonly string[]): boolean => {
    const more = saysMore(entry, telling);
    const hasNothingInCommon = more.length > 0 && more.length === telling.length;
    return (
      hasNothingInCommon ||
      more.some((word) => personOrPlace.test(word) || tellingWords.some((known) => isSame(word, known)))
    );
  };

  const plain = ({ code, name, payment }: RegisterService): PlainName | undefined => {
    const { rest, code: inName } = stripCode(name);
    const words = wordsOf(rest);
    const said = kindsIn(words);
    const kind = said.length === 1 ? (said[0] ?? null) : null;
    const telling = words.filter((word) => !isGeneric(word) && !saysPayment(word, payment));
    const coded = byCode(code) ?? (inName === null ? undefined : byCode(inName));
    // A clinic's own code, without an official name: the clinic knows what it calls so.
    if (coded && coded.official === undefined)
      return { ...coded.title, visit: coded.visit ?? null, isPartial: false };
    const entry = coded && !isAnother(coded, telling) ? coded : byName(telling, kind);
    if (entry === undefined) return undefined;
    const visit = entry.visit === undefined ? null : (kind ?? (entry.visit === "first" ? null : entry.visit));
    const unsaid = said.filter((one) => one !== visit);
    return { ...entry.title, visit, isPartial: saysMore(entry, telling).length > 0 || unsaid.length > 0 };
  };

  const answered = new Map<string, PlainName | undefined>();
  return {
    of(service) {
      const key = JSON.stringify([service.code, service.name, service.payment]);
      if (!answered.has(key)) {
        // Registers hold some thousands at most; what visits carry besides is not to grow without end.
        if (answered.size > 20_000) answered.clear();
        answered.set(key, plain(service));
      }
      return answered.get(key);
    },
  };
}
