/** What a program says of its own fault, as the log takes it: the stack where there is one. */
export const traceOf = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error);
