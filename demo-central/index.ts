export {
  CentralError,
  type CentralFailure,
  type CentralOptions,
  type DemoCentral,
  startDemoCentral,
} from "./demo-central.ts";
export type { DemoPatient } from "./seed/demo-patients.ts";
export { type SeedSize, seedSizes } from "./seed/plan.ts";
export { longestValues } from "./seed/real-values.ts";
export { type DialectName, dialectNames } from "./server-dialect.ts";
export type { Switches } from "./switches.ts";
