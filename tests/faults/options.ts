import { parseArgs } from "node:util";
import { z } from "zod";
import { sabotageNames } from "./sabotage.ts";

export const usage = `Fault runs: patients, a reception and a network full of faults, played to real kiosks and a real central API.

  npm run faults -- --runs N        plans to play (default 50)
                    --seed S        equal seeds give equal plans (default: another one each time)
                    --minutes M     no further plan is begun after so long
                    --jobs J        so many worlds at the same time (default 2)
                    --path P        replays the one plan that a failure named, together with its --seed
                    --shrink        looks for the smallest plan that fails as well
                    --sabotage NAME breaks a copy of the kiosk on purpose, and tells whether the runs find it:
                                    ${sabotageNames.join(", ")}`;

const whole = z
  .string()
  .regex(/^-?\d{1,10}$/)
  .transform(Number);

const optionsSchema = z.object({
  runs: whole.pipe(z.int().min(1)).default(50),
  seed: whole.optional(),
  minutes: z
    .string()
    .regex(/^\d+(\.\d+)?$/)
    .transform(Number)
    .optional(),
  jobs: whole.pipe(z.int().min(1).max(16)).default(2),
  path: z
    .string()
    .regex(/^\d+(:\d+)*$/)
    .optional(),
  shrink: z.boolean().default(false),
  sabotage: z.enum(sabotageNames).optional(),
});
export type Options = z.infer<typeof optionsSchema>;

/** The command line; null where it is none, or help is asked for. */
export function readOptions(words: readonly string[]): Options | null {
  const text = { type: "string" } as const;
  try {
    const { values } = parseArgs({
      args: [...words],
      options: {
        runs: text,
        seed: text,
        minutes: text,
        jobs: text,
        path: text,
        sabotage: text,
        shrink: { type: "boolean" },
      },
    });
    return optionsSchema.safeParse(values).data ?? null;
  } catch {
    return null;
  }
}
