/** Answers that are made once and kept as long as what they rest on has one name. */
export type KeptAnswers = {
  /** The answer to `question`: the one that is kept, or what `find` finds. Nobody may change it. */
  get<T>(question: string, find: () => T): T;
};

/** The doctors of a region and their grids; beyond that, what is asked most is soon kept again. */
const mostKept = 20_000;

/** @param name of the state that answers rest on; under another one all are made anew */
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
