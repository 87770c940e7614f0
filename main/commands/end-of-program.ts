let asked: AbortSignal | null = null;

/** Aborted when the system asks the program to end, or the launcher that started it is gone. Asked for by what ends by itself then; all else is ended at once. */
export function endOfProgram(): AbortSignal {
  if (asked) return asked;
  const controller = new AbortController();
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(name, () => controller.abort());
  process.on("disconnect", () => controller.abort());
  asked = controller.signal;
  return asked;
}
