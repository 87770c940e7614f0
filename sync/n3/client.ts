import { pause } from "#contract/base/pause.ts";
import { CentralError, type CentralFault, type Clock, createBackOff } from "#contract/index.ts";
import { type HubOperation, type HubRequest, type HubResult, hubOperations } from "#contract/n3/index.ts";
import type { AccessListener } from "../http/access.ts";
import type { SyncLog } from "../log-events.ts";
import { type HubReading, readAnswer } from "./answer.ts";
import { type BudgetRequest, type BudgetShare, createBudget, shareOf, type Urgency } from "./budget.ts";
import { createHubHttp } from "./http.ts";
import {
  type Effect,
  effectOfFault,
  type HubRead,
  type HubRefusal,
  type HubWrite,
  isWrite,
  refusalOf,
  saysEmpty,
} from "./refusal.ts";
import { soapAction, writeRequest } from "./request.ts";
import type { HubSettings } from "./settings.ts";
import { createWriteOrder, type WriteSubject } from "./write-order.ts";

/**
 * What came of an operation. `unreadable` names members that couldn't be read and are absent. Of what wasn't answered,
 * `effect` says whether it may have been carried out all the same: of a write that is `unknown` nothing may be said
 * before the patient's history was read.
 */
type HubOutcome<Name extends HubOperation> =
  | { readonly kind: "answered"; readonly result: HubResult<Name>; readonly unreadable: readonly string[] }
  | {
      readonly kind: "refused";
      readonly refusal: HubRefusal;
      /** The numbers, for logs and clinics. */
      readonly errors: readonly (number | null)[];
      readonly effect: Effect;
    }
  | {
      readonly kind: "failed";
      readonly fault: CentralFault;
      /** For logs: nothing of the answer, no address. */
      readonly detail: string;
      readonly effect: Effect;
    };

/** An N3 hub. Never throws for what is expected: every outcome is a value. Each call gives up when its signal fires. */
export interface HubClient {
  /** A read that isn't answered, or whose clinic is silent, is tried again a few times. */
  read<Name extends HubRead>(
    operation: Name,
    request: HubRequest<Name>,
    how: { readonly urgency: Urgency; readonly signal: AbortSignal },
  ): Promise<HubOutcome<Name>>;
  /** A write is sent once, after those before it that concern the same patient or the same doctor's day. */
  write<Name extends HubWrite>(
    operation: Name,
    request: HubRequest<Name>,
    how: { readonly subject: WriteSubject; readonly signal: AbortSignal },
  ): Promise<HubOutcome<Name>>;
  /** Requests that left in the present 24 hours. */
  spent(): number;
  /** The hub's clock, whole ms; this machine's own until it is known. */
  now(): number;
  /** Whether the hub has told a time that was believed. */
  tellsTime(): boolean;
  close(): Promise<void>;
}

export type HubClientDeps = {
  readonly settings: HubSettings;
  /** Of the budget; all of it when left out. */
  readonly share?: BudgetShare;
  /** The clinic's, IANA: a time that comes with an offset is told by it. */
  readonly timeZone: string;
  readonly clock: Clock;
  readonly log: SyncLog;
  readonly random?: () => number;
  readonly onAccess?: AccessListener;
};

const retryRule = { first: 300, longest: 5000, jitter: 0.5 } as const;

export function createHubClient(deps: HubClientDeps): HubClient {
  const { settings, timeZone, clock, log, onAccess = () => undefined } = deps;
  const http = createHubHttp(settings, clock);
  const budget = createBudget(deps.share ? shareOf(settings.budget, deps.share) : settings.budget, clock);
  const inOrder = createWriteOrder();
  const told = new Set<string>();

  const post = async <Name extends HubOperation>(
    operation: Name,
    request: HubRequest<Name>,
    signal: AbortSignal,
  ): Promise<HubOutcome<Name>> => {
    const began = clock.monotonic();
    const url = addressOf(operation, settings);
    if (url === null) return failed(new CentralError("rejected", "no address of HomeCallService"), "none");
    const response = await http.post(
      {
        url,
        action: soapAction(operation),
        envelope: (guid) => writeRequest(operation, request, { guid }),
        timeout: isWrite(operation) ? settings.writeTimeout : settings.timeout,
      },
      signal,
    );
    const ms = Math.round(clock.monotonic() - began);
    if (response.kind === "failed") {
      const { error, effect } = response;
      if (error.fault === "unauthorized") onAccess(operation, error);
      log.write("hub.unanswered", { operation, fault: error.fault, detail: error.message, ms });
      return failed(error, effect);
    }
    const reading = readAnswer(operation, response.text, { timeZone });
    const errors = reading.kind === "refused" ? reading.errors.flatMap((one) => one ?? []) : [];
    log.write("hub.answered", { operation, answer: reading.kind, code: response.status, errors, ms });
    return outcomeOf(operation, reading, response.status);
  };

  const outcomeOf = <Name extends HubOperation>(
    operation: Name,
    reading: HubReading<Name>,
    status: number,
  ): HubOutcome<Name> => {
    switch (reading.kind) {
      case "succeeded": {
        // What says that it succeeded in an answer that says that it failed is neither.
        if (status >= 300) return failed(new CentralError("invalidResponse", `status ${status}`), "unknown");
        onAccess(operation, null);
        noteUnreadable(operation, reading.unreadable);
        return { kind: "answered", result: reading.result, unreadable: reading.unreadable };
      }
      case "refused": {
        const { errors } = reading;
        if (saysEmpty(operation, errors))
          return { kind: "answered", result: empty(operation), unreadable: [] };
        const refused = refusalOf(operation, errors);
        if (refused.refusal === "accessDenied") {
          http.forgetProof();
          onAccess(operation, new CentralError("unauthorized", "error 1"));
        } else onAccess(operation, null);
        return { kind: "refused", errors, ...refused };
      }
      case "fault": {
        const { code } = reading;
        const fault = code === "InternalServiceFault" ? "unavailable" : "rejected";
        return failed(new CentralError(fault, `fault ${code}`), effectOfFault(code));
      }
      case "unreadable":
        return failed(new CentralError("invalidResponse", reading.why), "unknown");
    }
  };

  /** Each member once: a clinic's system that writes one wrongly always does. */
  const noteUnreadable = (operation: HubOperation, paths: readonly string[]): void => {
    const members = [...new Set(paths.map((path) => path.replaceAll(/\.\d+/g, "")))];
    const fresh = members.filter((member) => !told.has(`${operation} ${member}`));
    for (const member of fresh) told.add(`${operation} ${member}`);
    if (fresh.length > 0)
      log.write("hub.members-unreadable", { operation, members: fresh, count: paths.length });
  };

  const spend = async <Name extends HubOperation>(
    request: BudgetRequest,
    signal: AbortSignal,
    send: () => Promise<HubOutcome<Name>>,
  ): Promise<HubOutcome<Name>> => {
    const turn = await budget.run(request, signal, send);
    switch (turn.kind) {
      case "sent":
        return turn.value;
      case "spent":
        log.write("hub.budget-spent", { perDay: settings.budget.perDay });
        return failed(new CentralError("unavailable", "the day's requests are spent"), "none");
      case "givenUp":
        return failed(new CentralError("unavailable", "given up"), "none");
    }
  };

  return {
    async read(operation, request, { urgency, signal }) {
      const backOff = createBackOff(retryRule, { random: deps.random ?? Math.random });
      const turn = { urgency, clinic: clinicOf(request) };
      for (let left = settings.tries; ; left--) {
        const outcome = await spend(turn, signal, () => post(operation, request, signal));
        if (left <= 1 || signal.aborted || !isPassing(outcome)) return outcome;
        await pause(clock, backOff.failed(), signal);
        if (signal.aborted) return outcome;
      }
    },
    write: (operation, request, { subject, signal }) =>
      inOrder(subject, () =>
        spend({ urgency: "patient", clinic: subject.clinic }, signal, () => post(operation, request, signal)),
      ),
    spent: budget.spent,
    now: http.now,
    tellsTime: http.tellsTime,
    close: http.close,
  };
}

const failed = ({ fault, message }: CentralError, effect: Effect) =>
  ({ kind: "failed", fault, detail: message, effect }) as const;

/** Worth asking again in a moment. */
const isPassing = (outcome: HubOutcome<HubRead>): boolean =>
  outcome.kind === "failed"
    ? outcome.fault === "unavailable" || outcome.fault === "invalidResponse"
    : outcome.kind === "refused" && (outcome.refusal === "clinicSilent" || outcome.refusal === "technical");

function addressOf(operation: HubOperation, { url, homeCallUrl }: HubSettings): string | null {
  return hubOperations[operation].service === "IHubService" ? url : (homeCallUrl ?? null);
}

const clinicOf = (request: object): number | null => {
  const id = "idLpu" in request ? Number(request.idLpu) : Number.NaN;
  return Number.isInteger(id) ? id : null;
};

/** The operation's list, with nothing in it. */
function empty<Name extends HubOperation>(operation: Name): HubResult<Name> {
  const lists = Object.entries(hubOperations[operation].result).filter(
    ([, form]) => typeof form !== "string",
  );
  const result: Record<string, unknown> = {};
  for (const [name] of lists.slice(0, 1)) result[name] = [];
  return result as HubResult<Name>;
}
