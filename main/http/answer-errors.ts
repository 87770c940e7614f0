import type { FastifyInstance } from "fastify";
import type { Log } from "../log/events.ts";
import { traceOf } from "../log/trace.ts";

/** What fails on the way is answered by a code alone; a bug is in the log, whole. */
export function answerErrors(app: FastifyInstance, log: Log): void {
  app.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
    const status = error.statusCode ?? 500;
    if (status >= 500) log.write("http.request-failed", { error: traceOf(error) });
    return reply.code(status).send({ error: status >= 500 ? "INTERNAL" : "BAD_REQUEST" });
  });
}
