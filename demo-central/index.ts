export {
  type CentralOptions,
  type DemoCentral,
  startDemoCentral,
} from "./demo-central.ts";
export { type DemoHub, type HubOptions, startDemoHub } from "./n3/hub.ts";
export { hubRegion } from "./n3/region.ts";
export type { DemoPatient } from "./seed/demo-patients.ts";
export type { SeedSize } from "./seed/plan.ts";
export { longestValues } from "./seed/real-values.ts";
export type { DialectName } from "./server-dialect.ts";
