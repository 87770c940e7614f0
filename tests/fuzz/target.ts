import type { Random } from "#demo-central/seed/random.ts";

export type Later = (close: () => unknown) => void;

/**
 * What came of one input: used as it was, or refused by a typed error, with its code where there are several. Anything
 * else is a fault and throws.
 */
export type Outcome = "used" | "refused" | { readonly refusedBy: string };

/** Something that takes input from outside. */
export type Target = {
  readonly name: string;
  /** Its share of a run's inputs. */
  readonly share: number;
  /** Makes it ready, once a run; `later` closes what was opened. */
  open(later: Later): Promise<Feed> | Feed;
};

/** Gives the target one input drawn from `random`. @throws Fault, or whatever the code under test threw */
type Feed = (random: Random) => Promise<Outcome> | Outcome;

/** The code under test did what it never may. `input` is kept in a file, so that it can be looked at. */
export class Fault extends Error {
  override readonly name = "Fault";
  readonly input: string;

  constructor(what: string, input: string, cause?: unknown) {
    super(what, { cause });
    this.input = input;
  }
}

/** Runs `use` on an input; an error that `expected` doesn't know is a fault. */
export function tryInput(
  input: string,
  use: () => void,
  expected: (error: unknown) => boolean,
  most = 2000,
): Outcome {
  const began = performance.now();
  let outcome: Outcome = "used";
  try {
    use();
  } catch (error) {
    if (!expected(error)) throw new Fault(`threw ${String(error)}`, input, error);
    outcome = "refused";
  }
  const took = performance.now() - began;
  if (took > most) throw new Fault(`took ${Math.round(took)} ms`, input);
  return outcome;
}
