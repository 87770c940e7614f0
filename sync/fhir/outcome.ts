import { CentralError } from "#contract/index.ts";
import type { AttemptOutcome } from "./attempts.ts";
import type { Entry } from "./booking-bundle.ts";
import { isJson, referencedId } from "./json.ts";

/** 408, 409, 412, 425, 429: the five 4xx answers after which a transaction may have been kept (DESIGN §4). */
const doubtfulStatuses: ReadonlySet<number> = new Set([408, 409, 412, 425, 429]);
const isSuccess = (status: number) => status >= 200 && status < 300;
const isFinal = (status: number) => status >= 400 && status < 500 && !doubtfulStatuses.has(status);

/** What is known after a transaction failed as a whole: refused for certain, or indeterminate. Bugs are thrown on. */
export function outcomeOfFailure(error: unknown): AttemptOutcome {
  if (!(error instanceof CentralError)) throw error;
  const { code: status } = error;
  if (status !== null && isFinal(status)) return { kind: "refused", status };
  return { kind: "indeterminate", why: error.message };
}

/**
 * What a 2xx answer to a transaction of these entries says. The entries decide: a server without real
 * transactions answers 200 around entries of which some were kept and some not.
 */
export function outcomeOfAnswer(body: unknown, sent: readonly Entry[]): AttemptOutcome {
  const entries = isJson(body) && body.type === "transaction-response" ? body.entry : null;
  if (!Array.isArray(entries)) return { kind: "indeterminate", why: "not the answer to a transaction" };
  const responses = (entries as readonly unknown[]).map((entry) => {
    const response = isJson(entry) ? entry.response : null;
    return isJson(response) ? response : {};
  });
  const statuses = responses.map(({ status }) => (typeof status === "string" ? status.slice(0, 3) : ""));
  if (statuses.length !== sent.length || !statuses.every((status) => /^[1-5]\d\d$/.test(status))) {
    return { kind: "indeterminate", why: `${statuses.length} statuses for ${sent.length} entries` };
  }
  const numbers = statuses.map(Number);
  if (numbers.every(isSuccess)) {
    const visits = responses.map(({ location }) => referencedId(location, "Appointment"));
    const created = sent.filter(({ request }, at) => numbers[at] === 201 && request?.method === "PUT");
    return {
      kind: "committed",
      appointmentId: visits.find((id) => id !== null) ?? null,
      createdSlotIds: created.flatMap(({ request }) => referencedId(request?.url, "Slot") ?? []),
    };
  }
  if (numbers.some(isSuccess)) return { kind: "partialCommit", statuses };
  const refusal = numbers.every(isFinal) ? numbers[0] : undefined;
  return refusal === undefined
    ? { kind: "indeterminate", why: `entries answered ${statuses.join(", ")}` }
    : { kind: "refused", status: refusal };
}
