import { createTanstackQueryUtils, type RouterUtils } from "@orpc/tanstack-query";
import type { Api } from "./client.ts";

/** Every procedure of the core as options and keys for the query library, such as `orpc.catalog.doctors.queryOptions`. */
export type QueryUtils = RouterUtils<Api>;

export const createQueryUtils = (api: Api): QueryUtils => createTanstackQueryUtils(api);
