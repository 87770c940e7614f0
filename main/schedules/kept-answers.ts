/** A cache of answers, kept until the state changes that they are computed from. */
export type KeptAnswers = {
  /** The answer to `question`: the one that is kept, or what `find` finds. Nobody may change it. */
  get<T>(question: string, find: () => T): T;
};

/** Enough for the doctors of a region and their grids. A full cache is emptied: frequent answers are soon in it again. */
const mostKept = 20_000;

/** @param name of the state that answers are computed from; when it changes, all are computed anew */
export function keepAnswers(name: () => string): KeptAnswers {
  let kept = new Map<string, unknown>();
  let keptFor: string | null = null;
  return {
    get<T>(question: string, find: () => T): T {
      // Read before the rows: a change in between is seen at the next question, and not hidden by this answer.
      const now = name();
      if (now !== keptFor || kept.size >= mostKept) [kept, keptFor] = [new Map(), now];
      if (kept.has(question)) return kept.get(question) as T;
      const answer = find();
      kept.set(question, answer);
      return answer;
    },
  };
}
