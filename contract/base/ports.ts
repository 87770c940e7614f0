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
