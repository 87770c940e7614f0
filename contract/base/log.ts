import type { SetAsideCount } from "./set-aside.ts";

export const logLevels = ["debug", "info", "warn", "error"] as const;
export type LogLevel = (typeof logLevels)[number];

/**
 * What a fact of a log line may be. None is meant for what a person is called, lives at or writes: the log withholds
 * a value that hasn't the form of its kind.
 */
type FactKinds = {
  /** Names a resource, an operation, a job: made by a program. */
  id: string;
  /** A program's own word for a state or a fault: `ECONNRESET`, `gsH`, `550`. */
  code: string;
  codes: readonly string[];
  /** How many, or a number that a protocol defines: an HTTP status, a port. */
  count: number;
  counts: readonly number[];
  /** A duration, ms. */
  ms: number;
  flag: boolean;
  /** A file, device, program or address of the kiosk itself, as its settings name it. */
  place: string;
  /** What a program says of its own fault: a bug's stack, a system's message. Quoted input is censored. */
  trace: string;
  /** A few entries that were set aside: id, and the field in words of ours. */
  examples: SetAsideCount["examples"];
};
export type FactKind = keyof FactKinds;

/** A kind, with `?` where the fact can be missing; or all codes that the fact can be. */
export type FactForm = FactKind | `${FactKind}?` | readonly string[];

export type LogEvent = {
  readonly level: LogLevel;
  /** What happened, for people: plain English, without facts. */
  readonly sentence: string;
  /** By name. No fact is named after personal data. */
  readonly facts?: Readonly<Record<string, FactForm>>;
  /** What the people who look after the kiosk do about it; left out where there is nothing to do. */
  readonly action?: string;
  /** Of interest to whoever watches over the machine's security: it goes to the security stream as well. */
  readonly security?: true;
};
/** By id, `module.what-happened`. An id never changes its meaning: alerts are set on it. */
export type LogEvents = Readonly<Record<string, LogEvent>>;

/** Declares events and keeps the exact types of their ids and facts. */
export const defineLogEvents = <const Events extends LogEvents>(events: Events): Events => events;

type CanBeMissing<Form> = Form extends `${FactKind}?` ? true : false;
type ValueOf<Form> = Form extends readonly string[]
  ? Form[number]
  : Form extends FactKind
    ? FactKinds[Form]
    : Form extends `${infer Kind extends FactKind}?`
      ? FactKinds[Kind] | null | undefined
      : never;
type FactsOf<Forms> = {
  readonly [Name in keyof Forms as CanBeMissing<Forms[Name]> extends true ? never : Name]: ValueOf<
    Forms[Name]
  >;
} & {
  readonly [Name in keyof Forms as CanBeMissing<Forms[Name]> extends true ? Name : never]?: ValueOf<
    Forms[Name]
  >;
};

/** What {@link LogOf.write} takes: an id, and exactly the facts of its event. */
export type LogLine<Events extends LogEvents> = {
  [Id in keyof Events]: Events[Id] extends { readonly facts: infer Forms }
    ? [event: Id, facts: FactsOf<Forms>]
    : [event: Id];
}[keyof Events];

/** A log that takes these events and no others. One that takes more can stand for it. */
export type LogOf<Events extends LogEvents> = {
  readonly write: (...line: LogLine<Events>) => void;
};
