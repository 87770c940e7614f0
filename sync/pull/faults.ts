import type { CentralError } from "#contract/index.ts";

/** Statuses by which a central API, or what stands before it, says that it is not there for anything. */
const absent: ReadonlySet<number> = new Set([429, 502, 503, 504]);

/** Whether a fault may concern the whole central API: no answer came, or one that says that it is unavailable. */
export const isNoAnswer = ({ status }: CentralError): boolean => status === null || absent.has(status);
