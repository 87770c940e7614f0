import { z } from "zod";
import { readOptionWords } from "#main/command-line/options.ts";

export const usage = `Fuzzing: spoiled input of every kind that comes from outside, and what the kiosk makes of it.

  npm run fuzz -- --inputs N     over all targets (default 300000)
                  --seed S       equal seeds give equal inputs (default: another one each time)
                  --only NAME    one target alone
                  --first I      begins with the target's I-th input: replays what a fault named, with its --seed
                  --rounds R     rounds of a whole kiosk behind a spoiling proxy (default 8)
`;

const whole = (least: number) => z.coerce.number().int().min(least);

const optionsSchema = z.object({
  inputs: whole(0).default(300_000),
  seed: whole(0).optional(),
  only: z.string().optional(),
  first: whole(0).default(0),
  rounds: whole(0).default(8),
});
export type Options = z.infer<typeof optionsSchema>;

export const readOptions = (words: readonly string[]) =>
  readOptionWords(words, Object.keys(optionsSchema.shape), optionsSchema);
