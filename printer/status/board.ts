import type { PrinterStatus } from "#contract/index.ts";

export type StatusBoard = {
  now(): PrinterStatus;
  set(status: PrinterStatus): void;
  listen(listener: (status: PrinterStatus) => void): () => void;
  /** Forgets all listeners. */
  close(): void;
};

/** A printer's status with those who watch it; only changes are told. */
export function createStatusBoard(first: PrinterStatus): StatusBoard {
  let status = first;
  const listeners = new Set<(status: PrinterStatus) => void>();
  return {
    now: () => status,
    set: (next) => {
      if (next === status) return;
      status = next;
      for (const listener of [...listeners]) listener(next);
    },
    listen: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close: () => listeners.clear(),
  };
}
