export { createFhirCentral } from "./connector.ts";
