import type { ServerResponse } from "node:http";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Clock } from "#contract/index.ts";
import { FhirError } from "../fhir/outcome.ts";
import type { SwitchBoard } from "../switches.ts";

const strangersPage =
  "<!doctype html><html><head><title>Gateway</title></head><body><h1>It works!</h1></body></html>";

/** The path below the FHIR address, without the query. */
const pathOf = (request: FastifyRequest, prefix: string): string =>
  (request.raw.url ?? "").split("?")[0]?.slice(prefix.length) || "/";

/** Puts the switches that concern every request in front of the FHIR routes. */
export function installFaults(
  app: FastifyInstance,
  prefix: string,
  switches: SwitchBoard,
  clock: Clock,
): void {
  app.addHook("onRequest", async (request, reply) => {
    if (!switches.covers(pathOf(request, prefix))) return;
    const { away, slow, html } = switches.get();
    if (away) return cutOff(reply);
    if (slow > 0 && !(await waited(clock, slow, reply.raw))) return cutOff(reply);
    if (switches.use("fail")) {
      throw new FhirError(switches.get().failStatus, {
        code: "transient",
        diagnostics: "Switched on: the central API fails",
      });
    }
    if (html) return reply.code(200).type("text/html; charset=utf-8").send(strangersPage);
  });
  app.addHook("onSend", async (request, _reply, payload) => {
    if (!switches.get().truncated || !switches.covers(pathOf(request, prefix))) return payload;
    return typeof payload === "string" ? payload.slice(0, Math.floor(payload.length / 2)) : payload;
  });
}

/** Runs a transaction under the switches that concern transactions; null where the caller must be cut off. */
export function underFaults(switches: SwitchBoard, transaction: () => string): string | null {
  if (!switches.covers("/")) return transaction();
  if (switches.use("conflict")) {
    throw new FhirError(409, { code: "conflict", diagnostics: "Switched on: somebody else was faster" });
  }
  if (switches.use("dropBeforeCommit")) return null;
  const answer = transaction();
  return switches.use("dropAfterCommit") ? null : answer;
}

/** Ends the connection as a broken line would: no answer, no farewell. */
export function cutOff(reply: FastifyReply): FastifyReply {
  reply.hijack();
  reply.raw.socket?.destroy();
  return reply;
}

/** False where the caller, or the server, gave up meanwhile. */
export function waited(clock: Clock, ms: number, response: ServerResponse): Promise<boolean> {
  return new Promise((resolve) => {
    const onClose = (): void => {
      cancel();
      resolve(false);
    };
    const cancel = clock.after(ms, () => {
      response.off("close", onClose);
      resolve(true);
    });
    response.once("close", onClose);
  });
}
