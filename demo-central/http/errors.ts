import type { FastifyReply } from "fastify";
import { FhirError, type IssueCode, outcomeText } from "../fhir/outcome.ts";
import type { DemoCentralLog } from "../log-events.ts";

export const fhirJson = "application/fhir+json; charset=utf-8";

/** Answers any failure with an OperationOutcome. What nobody expected is logged and told as 500. */
export function sendError(reply: FastifyReply, error: unknown, log: DemoCentralLog): FastifyReply {
  const known = error instanceof FhirError ? error : fromFramework(error);
  if (!known) {
    const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
    log.write("demo-central.failed", { error: trace });
    const issue = { code: "exception", diagnostics: "The central API failed; its log says where" } as const;
    return reply
      .code(500)
      .type(fhirJson)
      .send(outcomeText([issue]));
  }
  return reply.code(known.status).type(fhirJson).send(outcomeText(known.issues));
}

/** Fastify's own refusals carry a 4xx `statusCode`: bad address, wrong content type, body too large. */
function fromFramework(error: unknown): FhirError | null {
  if (!(error instanceof Error) || !("statusCode" in error)) return null;
  const status = Number(error.statusCode);
  if (!(status >= 400 && status < 500)) return null;
  const codes: Partial<Record<number, IssueCode>> = {
    413: "too-long",
    415: "not-supported",
    404: "not-found",
  };
  const texts: Partial<Record<number, string>> = {
    413: "The body is larger than this central API takes",
    415: "The content type must be application/fhir+json, or application/x-www-form-urlencoded for _search",
  };
  const diagnostics = texts[status] ?? "The request can't be read";
  return new FhirError(status, { code: codes[status] ?? "invalid", diagnostics });
}
