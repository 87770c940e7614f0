import type { Clock } from "#contract/index.ts";
import type { HubSettings } from "./settings.ts";

/** Who waits: a patient at the screen, or the kiosk for its own mirror. */
export type Urgency = "patient" | "poll";

export type BudgetRequest = {
  readonly urgency: Urgency;
  /** The clinic whose own system the hub will ask; null: none. */
  readonly clinic: number | null;
};

/** Keeps the kiosk within what a hub can bear. Every request that leaves is counted, further tries too. */
export interface Budget {
  /**
   * Waits for a turn and sends. Patients come first; of polls one a clinic is under way at a time, so that a clinic
   * whose system is slow holds up none of the others.
   * @returns `spent` where the day's requests are used up, `givenUp` where the signal fired before its turn came
   */
  run<T>(
    request: BudgetRequest,
    signal: AbortSignal,
    send: () => Promise<T>,
  ): Promise<{ readonly kind: "sent"; readonly value: T } | { readonly kind: "spent" | "givenUp" }>;
  /** Requests that left in the present 24 hours. */
  spent(): number;
}

type Waiting = BudgetRequest & { readonly grant: () => void };
const day = 24 * 60 * 60 * 1000;

/** `burst`: how many may leave at once after a pause; left out, a second's. */
type BudgetSettings = HubSettings["budget"] & { readonly burst?: number };

/** A kiosk is two clients of its hub, the mirror's and the patients'; together they keep to one budget. */
export type BudgetShare = "mirror" | "patients";
const mirrorsPart = 0.75;

export function shareOf(settings: HubSettings["budget"], share: BudgetShare): BudgetSettings {
  const { perSecond, perDay, forPatients } = settings;
  const part = share === "mirror" ? mirrorsPart : 1 - mirrorsPart;
  return {
    perSecond: perSecond * part,
    perDay: Math.floor(perDay * (share === "mirror" ? 1 - forPatients : forPatients)),
    forPatients: 0,
    // A patient's sign-in and booking are a dozen requests, and then none for minutes.
    ...(share === "mirror" ? {} : { burst: Math.max(1, perSecond * 3) }),
  };
}

export function createBudget(settings: BudgetSettings, clock: Clock): Budget {
  const { perSecond, perDay, forPatients } = settings;
  const burst = settings.burst ?? Math.max(1, perSecond);
  const queue: Record<Urgency, Waiting[]> = { patient: [], poll: [] };
  const polled = new Set<number>();
  let tokens = burst;
  let filledAt = clock.monotonic();
  let dayBegan = filledAt;
  let count = 0;
  let cancelTimer: (() => void) | null = null;

  const turnDay = (): void => {
    const past = Math.floor((clock.monotonic() - dayBegan) / day);
    if (past < 1) return;
    dayBegan += past * day;
    count = 0;
  };
  const isSpent = (urgency: Urgency): boolean => {
    turnDay();
    return count >= (urgency === "patient" ? perDay : Math.floor(perDay * (1 - forPatients)));
  };
  const isFree = ({ urgency, clinic }: BudgetRequest): boolean =>
    urgency === "patient" || clinic === null || !polled.has(clinic);
  const next = (): Waiting | undefined => queue.patient[0] ?? queue.poll.find(isFree);
  const leave = (one: Waiting): boolean => {
    const at = queue[one.urgency].indexOf(one);
    if (at >= 0) queue[one.urgency].splice(at, 1);
    return at >= 0;
  };

  const serve = (): void => {
    cancelTimer?.();
    cancelTimer = null;
    const now = clock.monotonic();
    tokens = Math.min(burst, tokens + ((now - filledAt) / 1000) * perSecond);
    filledAt = now;
    for (let one = next(); one; one = next()) {
      // A little less than one: what a second is divided into need not add up exactly.
      if (tokens < 1 - 1e-6) {
        cancelTimer = clock.after(Math.ceil(((1 - tokens) / perSecond) * 1000), serve);
        return;
      }
      leave(one);
      tokens -= 1;
      count += 1;
      if (one.urgency === "poll" && one.clinic !== null) polled.add(one.clinic);
      one.grant();
    }
  };

  const turn = (request: BudgetRequest, signal: AbortSignal): Promise<boolean> =>
    new Promise((resolve) => {
      const onAbort = (): void => {
        if (leave(waiting)) resolve(false);
      };
      const waiting: Waiting = {
        ...request,
        grant: () => {
          signal.removeEventListener("abort", onAbort);
          resolve(true);
        },
      };
      if (signal.aborted) return resolve(false);
      signal.addEventListener("abort", onAbort, { once: true });
      queue[request.urgency].push(waiting);
      serve();
    });

  return {
    async run(request, signal, send) {
      if (isSpent(request.urgency)) return { kind: "spent" };
      if (!(await turn(request, signal))) return { kind: "givenUp" };
      try {
        return { kind: "sent", value: await send() };
      } finally {
        if (request.urgency === "poll" && request.clinic !== null) polled.delete(request.clinic);
        serve();
      }
    },
    spent() {
      turnDay();
      return count;
    },
  };
}
