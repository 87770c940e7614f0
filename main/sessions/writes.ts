import { SessionOver } from "../rpc/base.ts";

/** Changes that one session makes at the central API. */
export type Writes = {
  /**
   * Runs `work` when all changes asked for before are over, so that each one sees what the former left.
   * Asked for the same `identity` while that is waiting or under way, it answers with the same run.
   * @throws {SessionOver} where the session has ended before its turn
   */
  run<T>(identity: string, work: () => Promise<T>): Promise<T>;
};

/** @param ended fires when the session ends */
export function createWrites(ended: AbortSignal): Writes {
  const underWay = new Map<string, Promise<unknown>>();
  let last: Promise<unknown> = Promise.resolve();
  return {
    run<T>(identity: string, work: () => Promise<T>): Promise<T> {
      const same = underWay.get(identity);
      // One identity always stands for one kind of work.
      if (same) return same as Promise<T>;
      const mine = last
        .then(() => {
          if (ended.aborted) throw new SessionOver();
          return work();
        })
        .finally(() => underWay.delete(identity));
      underWay.set(identity, mine);
      last = mine.catch(() => undefined);
      return mine;
    },
  };
}
