/** What runs have met, by name. */
export type Counts = {
  add(name: string, by?: number): void;
  get(name: string): number;
  /** All names that begin so, without it, most frequent first. */
  under(prefix: string): [name: string, count: number][];
};

export function createCounts(): Counts {
  const counts = new Map<string, number>();
  return {
    add(name, by = 1) {
      counts.set(name, (counts.get(name) ?? 0) + by);
    },
    get: (name) => counts.get(name) ?? 0,
    under: (prefix) =>
      [...counts]
        .filter(([name]) => name.startsWith(prefix))
        .map(([name, count]): [string, number] => [name.slice(prefix.length), count])
        .sort(([a, m], [b, n]) => n - m || a.localeCompare(b)),
  };
}
