export { createHubClient, type HubClient } from "./client.ts";
export { createHubCentral } from "./connector.ts";
export { createHubDirectory } from "./directory.ts";
export { mirroredHub, startHubSync } from "./poll/poll.ts";
export type { HubRecord, HubRecords } from "./records.ts";
export {
  type HubSettings,
  hubCentralSettingsSchema,
  hubSettingsSchema,
} from "./settings.ts";
