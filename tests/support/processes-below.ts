import { readdirSync, readFileSync } from "node:fs";

/** The processes below this one whose command line holds `words`, by process id. */
export function processesBelow(pid: number, words: string): readonly number[] {
  const all = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  const facts = all.flatMap((name) => {
    try {
      const [, parent] = /\) \S (\d+)/.exec(readFileSync(`/proc/${name}/stat`, "latin1")) ?? [];
      const line = readFileSync(`/proc/${name}/cmdline`, "latin1").replaceAll("\0", " ");
      return [{ pid: Number(name), parent: Number(parent), line }];
    } catch {
      // It has ended meanwhile.
      return [];
    }
  });
  const below = (of: number): readonly (typeof facts)[number][] =>
    facts.filter(({ parent }) => parent === of).flatMap((fact) => [fact, ...below(fact.pid)]);
  return below(pid)
    .filter(({ line }) => line.includes(words))
    .map((fact) => fact.pid);
}
