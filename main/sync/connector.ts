import type { Central } from "#contract/central/central.ts";
import { createFhirCentral } from "#sync/fhir/index.ts";

/** The connector to the central API; a connector of another kind is chosen here. */
export const connectCentral = (options: Parameters<typeof createFhirCentral>[0]): Central =>
  createFhirCentral(options);
