export { mirroredCentral, type Sync, type SyncOptions, startSync } from "./sync.ts";
