export { createHubClient, type HubClient } from "./client.ts";
export { type HubSettings, hubSettingsSchema } from "./settings.ts";
