import type { AnyContractRouter } from "@orpc/contract";
import { type Context, ORPCError, onError, type Router } from "@orpc/server";
import { RPCHandler } from "@orpc/server/fastify";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Log } from "../log/events.ts";
import { traceOf } from "../log/trace.ts";
import { isCallBody } from "./call-body.ts";
import { httpLimits } from "./limits.ts";
import type { SocketBound } from "./sockets.ts";

type MountedApi<C extends Context> = {
  readonly prefix: `/${string}`;
  readonly router: Router<AnyContractRouter, C>;
  /** Whether a request may call anything; one that may not is answered with 401, and nothing of it is read. */
  readonly admits: (request: FastifyRequest) => boolean;
  readonly contextOf: (request: FastifyRequest, reply: FastifyReply) => C;
  readonly sockets: SocketBound;
  /** A call begins. @returns what is called when it has been answered, or its caller is gone */
  readonly onCall?: () => () => void;
  readonly log: Log;
};

/** Serves a contract's procedures under `prefix`: JSON over POST, with bounds on everything that is read. */
export async function mountApi<C extends Context>(
  scope: FastifyInstance,
  { prefix, router, admits, contextOf, sockets, onCall, log }: MountedApi<C>,
): Promise<void> {
  const handler = new RPCHandler(router, {
    interceptors: [onError((error) => logBug(error, log))],
  });
  // oRPC would read the body itself, of any type and without limits. It takes one that is parsed already.
  const parse = scope.getDefaultJsonParser("error", "error");
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser(
    "application/json",
    { parseAs: "string", bodyLimit: httpLimits.rpcBody },
    (request, text, done) =>
      parse(request, String(text), (error, body: unknown) => {
        if (!error && isCallBody(body)) done(null, body);
        else done(Object.assign(new Error("not a body of a call"), { statusCode: 400 }), undefined);
      }),
  );
  scope.post(`${prefix}/*`, async (request, reply) => {
    if (!admits(request)) return reply.code(401).send({ error: "NO_ACCESS" });
    sockets.admitted(request.raw, reply.raw);
    if (onCall) reply.raw.once("close", onCall());
    const { matched } = await handler.handle(request, reply, {
      prefix,
      context: contextOf(request, reply),
    });
    if (!matched) return reply.code(404).send({ error: "NO_SUCH_PROCEDURE" });
  });
}

/** What the contract foresees is an answer; anything else is a bug and is logged whole. */
function logBug(error: unknown, log: Log): void {
  if (error instanceof ORPCError && error.defined) return;
  if (error instanceof ORPCError && error.status < 500) {
    log.write("http.call-refused", { code: error.code });
    return;
  }
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause.stack : undefined;
  log.write("http.call-failed", { error: traceOf(error), cause });
}
