export { mirroredCentral, type Sync, startSync } from "./sync.ts";
