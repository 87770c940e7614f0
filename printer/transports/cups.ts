import type { TransportFault } from "./transport.ts";

/** What `lpstat -l -p QUEUE` tells of a queue under LC_ALL=C (CUPS, systemv/lpstat.c); null: it may print. */
export function readQueueState(text: string): TransportFault | null {
  const [first = ""] = text.split("\n");
  if (/^printer \S+ disabled since /.test(first)) return "stopped";
  if (/^printer \S+ is holding new jobs\b/.test(first)) return "stopped";
  if (/^printer \S+ (is idle|now printing )/.test(first)) return null;
  return "notFound";
}

/** What `lpstat -a QUEUE` tells: a queue may print and take no new jobs. */
export const isAccepting = (text: string): boolean => !/^\S+ not accepting requests\b/m.test(text);

/** The job that `lp` has made of its input, as it says under LC_ALL=C: `request id is kiosk-12 (1 file(s))`. */
export const readJobId = (text: string): string | null =>
  /^request id is (\S+-\d+) \(/m.exec(text)?.[1] ?? null;

/** Whether `lpstat -W not-completed -o QUEUE` still names a job. */
export const isWaiting = (text: string, job: string): boolean =>
  text.split("\n").some((line) => line.split(" ")[0] === job);
