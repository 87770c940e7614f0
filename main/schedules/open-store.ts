import { type OpenOptions, openDatabase, type Store } from "../store/open.ts";
import { migrations } from "./migrations/index.ts";

/**
 * Opens the file that mirrors schedules; the kiosk's own settings table (migration 0002) stands in it as well.
 * @throws {StoreError} as {@link openDatabase}
 */
export const openStore = (
  file: string,
  options: Partial<Pick<OpenOptions, "readonly" | "migrations">> = {},
): Store => openDatabase(file, { migrations, hasOtherCopy: true, ...options });
