export { type Centre, CentreError, type CentreFailure, type CentreOptions, startCentre } from "./centre.ts";
export { type MannerName, mannerNames } from "./manner.ts";
export type { DemoPatient } from "./seed/demo-patients.ts";
export { type SeedSize, seedSizes } from "./seed/plan.ts";
export { longestValues } from "./seed/real-values.ts";
export type { Switches } from "./switches.ts";
