import { type AttemptOutcome, CentralError } from "#contract/index.ts";
import { doubtfulStatuses } from "./faults.ts";
import { isJson, referencedId } from "./json.ts";

const isSuccess = (status: number) => status >= 200 && status < 300;
const isFinal = (status: number) => status >= 400 && status < 500 && !doubtfulStatuses.has(status);

/** What is known after a transaction failed as a whole: refused for certain, or doubt. Bugs are thrown on. */
export function outcomeOfFailure(error: unknown): AttemptOutcome {
  if (!(error instanceof CentralError)) throw error;
  const { status } = error;
  if (status !== null && isFinal(status)) return { kind: "refused", status };
  return { kind: "doubt", why: error.message };
}

/**
 * What a 2xx answer to a transaction says. The entries decide: a server without real transactions answers
 * 200 around entries of which some were kept and some not.
 * @param sent how many entries the transaction had; the first is the slot, the second the visit.
 */
export function outcomeOfAnswer(body: unknown, sent: number): AttemptOutcome {
  const entries = isJson(body) && body.type === "transaction-response" ? body.entry : null;
  if (!Array.isArray(entries)) return { kind: "doubt", why: "not the answer to a transaction" };
  const responses = (entries as readonly unknown[]).map((entry) => {
    const response = isJson(entry) ? entry.response : null;
    return isJson(response) ? response : {};
  });
  const statuses = responses.map(({ status }) => (typeof status === "string" ? status.slice(0, 3) : ""));
  if (statuses.length !== sent || !statuses.every((status) => /^[1-5]\d\d$/.test(status))) {
    return { kind: "doubt", why: `${statuses.length} statuses for ${sent} entries` };
  }
  const numbers = statuses.map(Number);
  if (numbers.every(isSuccess)) {
    const appointmentId = referencedId(responses[1]?.location, "Appointment");
    return { kind: "committed", appointmentId, slotCreated: numbers[0] === 201 };
  }
  if (numbers.some(isSuccess)) return { kind: "torn", statuses };
  const refusal = numbers.every(isFinal) ? numbers[0] : undefined;
  return refusal === undefined
    ? { kind: "doubt", why: `entries answered ${statuses.join(", ")}` }
    : { kind: "refused", status: refusal };
}
