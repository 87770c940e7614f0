import type { Log } from "#contract/ports.ts";

/** A log that keeps what it is told, so that a test can look for personal data in it. */
export type KeptLog = Log & { readonly lines: string[] };

export function keptLog(): KeptLog {
  const lines: string[] = [];
  const keep = (level: string) => (event: string, facts?: Record<string, unknown>) => {
    lines.push(JSON.stringify({ level, event, ...facts }));
  };
  return { lines, debug: keep("debug"), info: keep("info"), warn: keep("warn"), error: keep("error") };
}
