import { waitAfter } from "#contract/base/back-off.ts";
import type { Clock, Ids } from "#contract/base/ports.ts";
import { unreachable } from "#contract/base/result.ts";
import type { Ticket } from "#contract/tickets/ticket.ts";
import type { Log } from "../log/events.ts";
import type { EmailMessage, MailTransport } from "./mail-transport.ts";
import type { EmailContent, Outbox } from "./outbox/outbox.ts";

/** How e-mails have fared since the program began. */
type MailCounts = {
  readonly accepted: number;
  readonly refused: number;
  /** Forgotten after a day. */
  readonly expired: number;
  readonly waiting: number;
};

/** Sends copies of tickets by e-mail, in the background. No call throws: a booking never fails by its e-mail. */
export type Mailer = {
  send(content: EmailContent): void;
  /**
   * The visit was cancelled (null) or moved: an e-mail that still waits tells of it as it is now, and one that has gone,
   * or is just going, is followed by another. Whom to tell is known for a day, in memory alone.
   */
  visitChanged(visitId: string, ticket: Ticket | null): void;
  counts(): MailCounts;
  /** Takes up what waited when the program last ended. */
  start(): void;
  /** Ends what is under way; asked again, it answers with the same end. */
  close(): Promise<void>;
};

export type MailerDeps = {
  readonly outbox: Outbox;
  readonly transport: MailTransport;
  readonly write: (content: EmailContent) => Pick<EmailMessage, "subject" | "text" | "html">;
  /** What follows the @ of a Message-ID. */
  readonly domain: string;
  /** The central API's clock, ms: what an e-mail is dated by, as its ticket is. The machine's own measures its age. */
  readonly now: () => number;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
};

/** How long an address is kept at most, ms. */
const keptFor = 24 * 3_600_000;
const tryRule = { first: 15_000, longest: 15 * 60_000 };
/** How long one e-mail may take, ms. */
const longestTry = 120_000;

/** An e-mail's way through this run of the program. */
type Plan = {
  /** When it is forgotten, and when it is tried next: monotonic moments. */
  readonly until: number;
  due: number;
  tries: number;
  /** The server has it, or never will: all that is left is to forget it. */
  over: boolean;
};

/**
 * An e-mail is forgotten as soon as the server has taken it over, or has refused it for good; else it is tried
 * again and again with growing pauses, for a day. Lost between the server's acceptance and that line on the disk
 * (a lost connection, a power cut), it is sent a second time: nothing can be known then. Both have the same
 * Message-ID, by which mail programs and servers tell that they are one.
 */
export function createMailer(deps: MailerDeps): Mailer {
  const { outbox, transport, clock, ids, log } = deps;
  const plans = new Map<string, Plan>();
  const counts = { accepted: 0, refused: 0, expired: 0 };
  const ending = new AbortController();
  let running: Promise<void> | null = null;
  let closing: Promise<void> | null = null;
  let cancelTimer: () => void = () => undefined;

  const plan = (id: string, created: number): void => {
    // The wall clock may have been set meanwhile: never longer than a day from here.
    const left = Math.min(keptFor, created + keptFor - clock.now());
    plans.set(id, { until: clock.monotonic() + left, due: clock.monotonic(), tries: 0, over: false });
  };
  /** What was told last of a visit, and to whom. */
  const told = new Map<string, EmailContent>();
  const remember = (content: EmailContent): void => {
    const { visitId } = content.ticket;
    told.set(visitId, content);
    clock.after(keptFor, () => {
      if (told.get(visitId) === content) told.delete(visitId);
    });
  };
  const enqueue = (content: EmailContent): void => {
    const id = ids.key();
    outbox.add(id, content);
    plan(id, clock.now());
  };
  /** A visit was changed while an e-mail about it was on its way, which may have arrived: another one follows. */
  const follow = (id: string, sent: EmailContent): void => {
    const now = outbox.get(id);
    if (now === null) enqueue(otherwise(sent, null));
    else if (now.content && JSON.stringify(now.content) !== JSON.stringify(sent)) {
      enqueue(now.content.change?.kind === "cancelled" ? now.content : otherwise(sent, now.content.ticket));
    }
  };

  /** When it was written, by the central API's clock. */
  const dateOf = (created: number): number =>
    deps.now() - Math.min(Math.max(0, clock.now() - created), keptFor);

  /** True: there is nothing more to be done for it. */
  async function sent(id: string, state: Plan): Promise<boolean> {
    const waiting = outbox.get(id);
    if (!waiting) return true;
    if (!waiting.content) {
      log.write("mail.unreadable");
      return true;
    }
    const late = new AbortController();
    const cancel = clock.after(longestTry, () => late.abort());
    const { address: to } = waiting.content;
    const head = { to, messageId: `<${id}@${deps.domain}>`, date: dateOf(waiting.created) };
    const outcome = await transport
      .send({ ...deps.write(waiting.content), ...head }, AbortSignal.any([late.signal, ending.signal]))
      .finally(cancel);
    switch (outcome.kind) {
      case "accepted":
        counts.accepted++;
        log.write("mail.sent", { tries: state.tries + 1 });
        remember(waiting.content);
        follow(id, waiting.content);
        return true;
      case "refused":
        counts.refused++;
        log.write("mail.refused", { code: outcome.code, refused: counts.refused });
        return true;
      case "later":
        if (outbox.get(id) === null) {
          follow(id, waiting.content);
          return true;
        }
        postpone(state, outcome.why);
        return false;
      default:
        return unreachable(outcome);
    }
  }

  function postpone(state: Plan, why: string): void {
    const pause = waitAfter(tryRule, state.tries);
    const now = clock.monotonic();
    state.tries++;
    state.due = state.until > now ? Math.min(state.until, now + pause) : now + pause;
    if (!ending.signal.aborted) log.write("mail.postponed", { why, tries: state.tries, nextTryIn: pause });
  }

  async function handle(id: string, state: Plan): Promise<void> {
    if (!state.over && state.until <= clock.monotonic()) {
      state.over = true;
      counts.expired++;
      log.write("mail.expired", { tries: state.tries, expired: counts.expired });
    }
    state.over ||= await sent(id, state);
    if (!state.over) return;
    outbox.forget(id);
    plans.delete(id);
  }

  const nextDue = (): [string, Plan] | undefined =>
    [...plans].find(([, { due }]) => due <= clock.monotonic());

  async function run(): Promise<void> {
    for (let next = nextDue(); next && !ending.signal.aborted; next = nextDue()) {
      const [id, state] = next;
      await handle(id, state).catch((error: unknown) => postpone(state, nameOf(error)));
    }
  }

  function wake(): void {
    if (running || ending.signal.aborted) return;
    cancelTimer();
    running = run().finally(() => {
      running = null;
      if (plans.size === 0 || ending.signal.aborted) return;
      const left = Math.min(...[...plans.values()].map(({ due }) => due)) - clock.monotonic();
      if (left <= 0) wake();
      else cancelTimer = clock.after(left, wake);
    });
  }

  const quietly = (
    failure: "mail.not-kept" | "mail.not-changed" | "mail.waiting-unread",
    work: () => void,
  ): void => {
    try {
      work();
    } catch (error) {
      log.write(failure, { error: nameOf(error) });
    }
  };

  return {
    send: (content) =>
      quietly("mail.not-kept", () => {
        enqueue(content);
        wake();
      }),
    visitChanged: (visitId, ticket) =>
      quietly("mail.not-changed", () => {
        const last = told.get(visitId);
        if (outbox.change(visitId, ticket) > 0 || !last) return;
        enqueue(otherwise(last, ticket));
        wake();
      }),
    counts: () => ({ ...counts, waiting: plans.size }),
    start: () =>
      quietly("mail.waiting-unread", () => {
        for (const { id, created } of outbox.waiting()) plan(id, created);
        wake();
      }),
    close() {
      closing ??= (async () => {
        ending.abort();
        cancelTimer();
        await running;
        outbox.close();
      })();
      return closing;
    },
  };
}

/** An e-mail that takes back what another one said: the visit is at another time now, or cancelled (null). */
function otherwise(said: EmailContent, ticket: Ticket | null): EmailContent {
  if (ticket === null) return { ...said, change: { kind: "cancelled" } };
  const { date, time } = said.ticket;
  return { ...said, ticket, change: { kind: "moved", before: { date, time } } };
}

/** Without its message, which may quote what can't be logged. */
const nameOf = (error: unknown): string => (error instanceof Error ? error.name : "fault");
