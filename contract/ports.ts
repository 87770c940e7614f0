declare global {
  // Both Node and the DOM have it; this folder is compiled with neither.
  interface AbortSignal {
    readonly aborted: boolean;
  }
}

/** Time as an argument, so that tests can move it. */
export interface Clock {
  /** Wall clock, ms since 1970. May jump. */
  now(): number;
  /** Never goes back, ms since some fixed moment. */
  monotonic(): number;
  /** Runs `action` once after `ms`; the answer cancels it. */
  after(ms: number, action: () => void): () => void;
}

/** Ids as an argument: `key` makes UUIDv7 booking keys, `secret` makes unguessable hex text. */
export interface Ids {
  key(): string;
  secret(): string;
}

/** Structured log. `event` is a fixed phrase; `facts` never hold personal data. */
export interface Log {
  debug(event: string, facts?: Record<string, unknown>): void;
  info(event: string, facts?: Record<string, unknown>): void;
  warn(event: string, facts?: Record<string, unknown>): void;
  error(event: string, facts?: Record<string, unknown>): void;
}
