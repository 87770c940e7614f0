import {
  type IdentifierKey,
  isIdentifierKey,
  type ReferenceRow,
  type ReferenceType,
} from "#contract/index.ts";
import type { SyncStore } from "../store.ts";

/** Which rows are one and the same by id and by the keys of their identifiers: those stored, and those just told. */
type Aliases = {
  note(row: ReferenceRow): void;
  /** Whether a set of references holds this one, by its id or by an identifier. */
  includes(references: ReadonlySet<string | null>, type: ReferenceType, reference: string): boolean;
};

export function createAliases(store: Pick<SyncStore, "identifiers">): Aliases {
  const keysById = new Map<string, readonly IdentifierKey[]>();
  const idsByKey = new Map<string, Set<string>>();
  const add = (type: ReferenceType, id: string, keys: readonly IdentifierKey[]): void => {
    keysById.set(`${type} ${id}`, keys);
    for (const key of keys)
      idsByKey.set(`${type} ${key}`, (idsByKey.get(`${type} ${key}`) ?? new Set()).add(id));
  };
  const stored = Map.groupBy(store.identifiers(), ({ type, id }) => `${type} ${id}`);
  for (const [first, ...others] of stored.values())
    if (first)
      add(
        first.type,
        first.id,
        [first, ...others].map(({ key }) => key),
      );

  return {
    note({ type, id, identifiers = [] }) {
      for (const key of keysById.get(`${type} ${id}`) ?? []) idsByKey.get(`${type} ${key}`)?.delete(id);
      add(type, id, identifiers);
    },
    includes(references, type, reference) {
      if (references.has(reference)) return true;
      const ids = isIdentifierKey(reference) ? (idsByKey.get(`${type} ${reference}`) ?? []) : [reference];
      for (const id of ids)
        if (references.has(id) || keysById.get(`${type} ${id}`)?.some((key) => references.has(key)))
          return true;
      return false;
    },
  };
}
