import { spawnSync } from "node:child_process";
import { randomInt } from "node:crypto";
import { join } from "node:path";
import { parseArgs } from "node:util";
import fc from "fast-check";
import { z } from "zod";
import { brokenTree } from "../sabotage.ts";
import { type HubPlan, hubPlans, hubProfiles } from "./plan.ts";
import { runHubPlan } from "./run.ts";
import { hubSabotageNames, hubSabotages } from "./sabotage.ts";
import { openHubWorld } from "./world.ts";

/** All that the runs are made of. */
const parts = ["main", "sync", "contract", "printer", "demo-central", "tests", "assets", "package.json"];

/** Whether runs of a copy with this mistake in it fail, as they must. */
function isFound(name: (typeof hubSabotageNames)[number], options: Options): boolean {
  const { tree, remove } = brokenTree(name, hubSabotages[name], parts);
  const { runs, seed, profile } = options;
  const words = [
    "--runs",
    String(runs),
    "--seed",
    String(seed),
    "--stop",
    ...(profile ? ["--profile", profile] : []),
  ];
  try {
    const child = spawnSync(process.execPath, [join(tree, "tests/faults/hub/main.ts"), ...words], {
      cwd: tree,
      encoding: "utf8",
    });
    const found = child.status === 1 && child.stdout.includes("broken promises: 1");
    const told = found ? (child.stdout.split("\n")[2] ?? "").slice(0, 160) : `not found in ${runs} plans`;
    process.stdout.write(`Sabotage ${name} (${hubSabotages[name].what}): ${told.trim()}\n`);
    if (child.status !== 0 && child.status !== 1) process.stdout.write(`${child.stderr.slice(0, 2000)}\n`);
    return found;
  } finally {
    remove();
  }
}

const usage = `Fault runs at a hub: a kiosk's booking machine, with its journal and records on the disk, and a stand-in hub.

  npm run faults -- --central-kind n3 --runs N       plans to play for each kind of systems (default 50)
                                      --seed S       equal seeds give equal plans (default: another one each time)
                                      --profile P    ${hubProfiles.join(", ")} alone (default: each)
                                      --stop         ends with the first plan that breaks a promise
                                      --sabotage NAME  breaks a copy of the protocol on purpose, and tells whether the runs find it:
                                                     ${hubSabotageNames.join(", ")}, or all`;

const whole = z
  .string()
  .regex(/^\d{1,10}$/)
  .transform(Number);
const optionsSchema = z.object({
  runs: whole.pipe(z.int().min(1)).default(50),
  seed: whole.optional(),
  profile: z.enum(hubProfiles).optional(),
  stop: z.boolean().default(false),
  sabotage: z.enum([...hubSabotageNames, "all"]).optional(),
});
type Options = z.infer<typeof optionsSchema>;

/** A plan fails by what it has broken; it is told with its seed, so that it can be played again. */
async function play(
  profile: HubPlan["profile"],
  { runs, seed, stop }: { readonly runs: number; readonly seed: number; readonly stop: boolean },
): Promise<boolean> {
  let world = await openHubWorld(profile);
  const broken: string[] = [];
  const counts = new Map<string, number>();
  const collect = (): void => {
    for (const [what, count] of world.counts) counts.set(what, (counts.get(what) ?? 0) + count);
  };
  const plans = fc.sample(hubPlans(profile), { numRuns: runs, seed });
  try {
    for (const [at, plan] of plans.entries()) {
      if (!world.hasMore()) {
        collect();
        await world.close();
        world = await openHubWorld(profile);
      }
      const found = await runHubPlan(world, plan);
      if (found.length === 0) continue;
      broken.push(`  plan ${at} of --seed ${seed}: ${found.join("; ")}\n    ${JSON.stringify(plan)}`);
      if (stop) break;
    }
    collect();
  } finally {
    await world.close();
  }
  process.stdout.write(
    `Systems of kind ${profile}: ${runs} plans, seed ${seed}; plans with broken promises: ${broken.length}\n`,
  );
  const told = [...counts].sort().map(([what, number]) => `${what} ${number}`);
  process.stdout.write(`  ${told.join(", ")}\n`);
  for (const line of broken.slice(0, 5)) process.stdout.write(`${line}\n`);
  return broken.length === 0;
}

async function main(): Promise<number> {
  const text = { type: "string" } as const;
  const known = {
    "central-kind": text,
    runs: text,
    seed: text,
    profile: text,
    sabotage: text,
    stop: { type: "boolean" },
    help: { type: "boolean" },
  } as const;
  let options: Options;
  try {
    const { values } = parseArgs({ options: known });
    const read = optionsSchema.safeParse(values);
    if (values.help || !read.success) {
      process.stdout.write(`${usage}\n`);
      return 2;
    }
    options = read.data;
  } catch {
    process.stdout.write(`${usage}\n`);
    return 2;
  }
  const seed = options.seed ?? randomInt(2 ** 31);
  const { sabotage } = options;
  if (sabotage !== undefined) {
    const names = sabotage === "all" ? hubSabotageNames : [sabotage];
    return names.map((name) => isFound(name, { ...options, seed })).every(Boolean) ? 0 : 1;
  }
  let isWell = true;
  for (const profile of options.profile ? [options.profile] : hubProfiles)
    isWell = (await play(profile, { ...options, seed })) && isWell;
  return isWell ? 0 : 1;
}

process.exit(await main());
