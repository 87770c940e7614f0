import type { CentralError } from "#contract/index.ts";

/** Statuses by which a central API, or what stands before it, says that it is not there for anything. */
const absent: ReadonlySet<number> = new Set([429, 502, 503, 504]);

/** Whether a fault may well be one of the whole central API: nothing came, or that it isn't there. */
export const isNoAnswer = ({ status }: CentralError): boolean => status === null || absent.has(status);
