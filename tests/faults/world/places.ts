import { resolve } from "node:path";

/** The repository that this runner stands in. */
export const root = resolve(import.meta.dirname, "../../..");
