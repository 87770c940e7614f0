/** Lines that have a fixed phrase in place of an event. `facts` never hold personal data. */
export type SentenceLog = Readonly<
  Record<"debug" | "info" | "warn" | "error", (event: string, facts?: Record<string, unknown>) => void>
>;
