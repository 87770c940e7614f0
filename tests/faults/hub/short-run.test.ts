import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hubPlans, hubProfiles } from "./plan.ts";
import { runHubPlan } from "./run.ts";
import { hubSabotageNames, hubSabotages } from "./sabotage.ts";
import { openHubWorld } from "./world.ts";

/** `npm run faults -- --central-kind n3` plays as many as one likes. */
const plansOfTest = 4;

describe.each(hubProfiles)("at clinics of kind %s", (profile) => {
  test("a few stories of faults break no promise", async () => {
    const world = await openHubWorld(profile);
    try {
      for (const plan of fc.sample(hubPlans(profile), { numRuns: plansOfTest, seed: 20261130 }))
        expect(await runHubPlan(world, plan), JSON.stringify(plan)).toEqual([]);
    } finally {
      await world.close();
    }
  });
});

test.each(hubSabotageNames)("%s has one place to break", (name) => {
  const { file, right } = hubSabotages[name];
  expect(readFileSync(file, "utf8").split(right).length).toBe(2);
});
