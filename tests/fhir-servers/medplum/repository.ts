import { MemoryRepository } from "@medplum/fhir-router";
import type { Resource } from "@medplum/fhirtypes";

type Shelves<T> = Map<string, Map<string, T>>;

/**
 * Medplum's own repository keeps what a failed transaction had written until then; this one puts everything
 * back as it was. Only one transaction may run at a time.
 */
export class RollingBackRepository extends MemoryRepository {
  override async withTransaction<T>(work: (repository: this) => Promise<T>): Promise<T> {
    // Stored resources are replaced and never changed, so their shelves are all that needs to be kept.
    const resources = shelf<Resource>(this, "resources");
    const history = shelf<Resource[]>(this, "history");
    const resourcesBefore = copied(resources, (resource) => resource);
    const historyBefore = copied(history, (versions) => [...versions]);
    try {
      return await work(this);
    } catch (error) {
      restore(resources, resourcesBefore);
      restore(history, historyBefore);
      throw error;
    }
  }
}

/** These fields are private in TypeScript, and there is no other door to them. */
const shelf = <T>(repository: MemoryRepository, name: "resources" | "history"): Shelves<T> =>
  Reflect.get(repository, name) as Shelves<T>;

const copied = <T>(shelves: Shelves<T>, copy: (value: T) => T): Shelves<T> =>
  new Map(
    [...shelves].map(([type, byId]) => [type, new Map([...byId].map(([id, value]) => [id, copy(value)]))]),
  );

function restore<T>(shelves: Shelves<T>, before: Shelves<T>): void {
  shelves.clear();
  for (const [type, byId] of before) shelves.set(type, byId);
}
