import { timingSafeEqual } from "node:crypto";
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import type { DemoPatient } from "../seed/demo-patients.ts";
import { type SwitchBoard, switchesSchema } from "../switches.ts";

export type DemoInfo = {
  /** Where the FHIR server is. */
  readonly url: string;
  readonly size: string;
  readonly seed: number;
  /** The clinic's day that the schedule was seeded for, `YYYY-MM-DD`. */
  readonly today: string;
  readonly patients: readonly DemoPatient[];
};

/**
 * The other door: who can be signed in with, and the fault switches. Guarded by a secret header, which
 * also keeps pages of other origins out: a browser won't send it without asking first.
 */
export function demoRoutes(
  app: FastifyInstance,
  parts: { readonly secret: string; readonly switches: SwitchBoard; readonly info: () => DemoInfo },
): void {
  const { secret, switches, info } = parts;
  guardBySecret(app, secret);
  app.get("/info", async () => ({ ...info(), switches: switches.get() }));
  app.post("/switches", async (request, reply) => {
    const change = switchesSchema.partial().strict().safeParse(request.body);
    if (!change.success)
      return reply.code(400).send({ code: "SWITCHES_WRONG", text: z.prettifyError(change.error) });
    return switches.set(change.data);
  });
}

/** Lets in only who sends the secret. */
export function guardBySecret(app: FastifyInstance, secret: string): void {
  app.addHook("onRequest", async (request, reply) => {
    const sent = request.headers["x-demo-secret"];
    if (typeof sent !== "string" || !equal(sent, secret)) {
      return reply.code(403).send({ code: "SECRET_WRONG", text: "x-demo-secret is missing or wrong" });
    }
  });
}

function equal(left: string, right: string): boolean {
  const [one, other] = [Buffer.from(left), Buffer.from(right)];
  return one.length === other.length && timingSafeEqual(one, other);
}
