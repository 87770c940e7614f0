import { z } from "zod";
import type { Console } from "#main/command-line/console.ts";
import { createCommand, readCommandLine } from "#main/command-line/options.ts";

const fuzz = (console: Console) =>
  createCommand("npm run fuzz --", console)
    .description(
      "Fuzzing: spoiled input of every kind that comes from outside, and what the kiosk makes of it.",
    )
    .option("--inputs <n>", "over all targets (default: 300000)")
    .option("--seed <s>", "equal seeds give equal inputs (default: another one each time)")
    .option("--only <name>", "one target alone")
    .option("--first <i>", "begins with the target's i-th input: replays what a fault named, with its --seed")
    .option("--rounds <r>", "rounds of a whole kiosk behind a spoiling proxy (default: 8)");

const whole = (least: number) => z.coerce.number().int().min(least);

const optionsSchema = z.object({
  inputs: whole(0).default(300_000),
  seed: whole(0).optional(),
  only: z.string().optional(),
  first: whole(0).default(0),
  rounds: whole(0).default(8),
});
export type Options = z.infer<typeof optionsSchema>;

export const readOptions = (words: readonly string[]) => readCommandLine(fuzz, words, optionsSchema);
