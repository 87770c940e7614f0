import { resourceTypes } from "./resources.ts";
import { searchParams } from "./search-params.ts";

/** What this server does, as a CapabilityStatement (R4). @param date instant, ms, of the server's start */
export function capabilityStatement(base: string, date: number): unknown {
  return {
    resourceType: "CapabilityStatement",
    status: "active",
    date: new Date(date).toISOString(),
    kind: "instance",
    software: { name: "Infomat demo central API" },
    implementation: { description: "An invented region for demonstration and tests", url: base },
    fhirVersion: "4.0.1",
    format: ["application/fhir+json", "json"],
    rest: [
      {
        mode: "server",
        security: { description: "None: it listens on this machine and holds invented people" },
        interaction: [{ code: "transaction" }],
        resource: resourceTypes.map((type) => ({
          type,
          interaction: ["read", "create", "update", "delete", "search-type"].map((code) => ({ code })),
          versioning: "versioned-update",
          readHistory: false,
          updateCreate: true,
          conditionalCreate: true,
          conditionalRead: "not-match",
          conditionalUpdate: false,
          conditionalDelete: "not-supported",
          searchParam: [
            { name: "_id", type: "token" },
            { name: "_lastUpdated", type: "date" },
            ...Object.entries(searchParams[type]).map(([name, { kind }]) => ({ name, type: kind })),
          ],
        })),
      },
    ],
  };
}
