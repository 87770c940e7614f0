import type { Store } from "../../store/open.ts";

/** Numbers the states of all that lists are made of: another one after each change of a clinic, a service or a doctor. */
export type CatalogVersion = {
  read(): number;
  /** Runs inside the transaction that changes the rows. */
  renew(): void;
};

export function catalogVersion(store: Store): CatalogVersion {
  const read = store.prepare<[], number>("SELECT version FROM catalog_version").pluck();
  const next = store.prepare("UPDATE catalog_version SET version = version + 1");
  return {
    read: () => read.get() ?? 0,
    renew: () => void next.run(),
  };
}
