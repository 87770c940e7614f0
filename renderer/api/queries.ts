import { createTanstackQueryUtils, type RouterUtils } from "@orpc/tanstack-query";
import type { Api } from "./client.ts";
import type { StaffApi } from "./staff-client.ts";

/** Every procedure of the core as options and keys for the query library, such as `orpc.catalog.doctors.queryOptions`. */
export type QueryUtils = RouterUtils<Api>;

/** As {@link QueryUtils}, of the staff contract. */
export type StaffQueryUtils = RouterUtils<StaffApi>;

export const createQueryUtils = (api: Api): QueryUtils => createTanstackQueryUtils(api);

export const createStaffQueryUtils = (api: StaffApi): StaffQueryUtils =>
  createTanstackQueryUtils(api, { path: ["staff"] });
