import { longestName } from "#contract/patients/person.ts";

/** Letters, and the signs that stand between the parts of a name. */
const inName = /^[\p{L}\p{M}'’. -]$/u;
const joint = /[\s\-'’.]$/u;

/** A name with one more character, where it has a place there: capitals come by themselves. */
export function nameWith(name: string, character: string): string {
  if (!inName.test(character) || [...name].length >= longestName) return name;
  const begins = name === "" || joint.test(name);
  if (begins && joint.test(character)) return name;
  return name + (begins ? character.toLocaleUpperCase("ru") : character.toLocaleLowerCase("ru"));
}
