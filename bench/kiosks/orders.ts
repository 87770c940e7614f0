import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { z } from "zod";

/** What a process full of kiosks is told to do, one thing at a time. */
export const orderSchema = z.discriminatedUnion("do", [
  z.object({ do: z.literal("start"), within: z.number() }),
  /** All kiosks book the free time with this place in their mirrors' order. */
  z.object({ do: z.literal("race"), place: z.int() }),
  z.object({ do: z.literal("mix"), span: z.number(), every: z.number() }),
]);
export type Order = z.infer<typeof orderSchema>;

const attemptSchema = z.object({
  slotId: z.string(),
  key: z.string(),
  kind: z.string(),
  took: z.number(),
});

const answerSchema = z.object({
  /** ms from the start until each kiosk was online; null where it wasn't in time. */
  online: z.array(z.number().nullable()).default([]),
  attempts: z.array(attemptSchema).default([]),
  /** What the process has taken of processors so far, ms. */
  cpu: z.number(),
});
export type Answer = z.infer<typeof answerSchema>;

export const fleetSchema = z.object({
  url: z.string(),
  /** A store file that each kiosk begins with a copy of; null: an empty one. */
  mirror: z.string().nullable(),
  folder: z.string(),
  kiosks: z.int(),
  patients: z.array(z.string()),
});
export type FleetOptions = z.infer<typeof fleetSchema>;

const askedSchema = z.object({ asked: z.array(z.number()), cpu: z.number() });

/** Tells a process something and waits for what it answers. @throws where it ends instead */
async function ask<T>(child: ChildProcess, order: unknown, answer: z.ZodType<T>): Promise<T> {
  const gone = new AbortController();
  const { signal } = gone;
  const end = once(child, "exit", { signal }).then(() => {
    throw new Error("a process of the benchmark ended");
  });
  const told = once(child, "message", { signal });
  child.send(order as object);
  try {
    const [message] = (await Promise.race([told, end])) as [unknown];
    return answer.parse(message);
  } finally {
    end.catch(() => undefined);
    told.catch(() => undefined);
    gone.abort();
  }
}

export const askFleet = (child: ChildProcess, order: Order): Promise<Answer> =>
  ask(child, order, answerSchema);
export const askDemoCentral = (child: ChildProcess): Promise<z.infer<typeof askedSchema>> =>
  ask(child, "since", askedSchema);
