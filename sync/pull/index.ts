export { mirroredCentre, type Sync, type SyncOptions, startSync } from "./sync.ts";
