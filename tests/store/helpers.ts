export { temporaryFolder, withCleanUp } from "#tests/sync/helpers.ts";
