export { createFhirCentral, type FhirCentral } from "./connector.ts";
