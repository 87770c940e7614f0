/**
 * An address as people say it who are there already: without the town in front, where a street's name follows it. Both
 * begin with a short word of what they are («г.», «ул.»), and their names with a capital.
 */
export const withoutTown = (address: string): string =>
  address.replace(/^\p{Ll}{1,3}\.\s*[^,]+,\s*(?=\p{Ll}+\.?\s*\p{Lu})/u, "");
