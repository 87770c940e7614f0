import { CentralError, type CentralPatients } from "#contract/central/central.ts";
import { createRefusedAccess } from "../../conformance/refused-access.ts";
import type { Store } from "../../store/open.ts";
import { centralDiagnosis } from "./messages.ts";
import { failed, type Step, well } from "./report.ts";

/** Sixteen zeros: a number of the policy's form that is nobody's. */
const nobody = { policy: { kind: "unified", number: "0".repeat(16) }, birthDate: "1900-01-01" } as const;

/**
 * Whether the central API lets this kiosk look patients up, and which requests it refused the kiosk that runs. Reading
 * schedules and booking are tried by the steps that follow.
 */
export async function checkAccess(
  central: CentralPatients,
  store: Store,
  signal: AbortSignal,
): Promise<Step<true>> {
  const refused = createRefusedAccess(store)
    .list()
    .map(
      ({ request, at, detail }) =>
        `${request} since ${new Date(at).toISOString().slice(0, 16).replace("T", " ")} UTC (${detail})`,
    );
  try {
    await central.findPatients(nobody, signal);
  } catch (error) {
    if (!(error instanceof CentralError)) throw error;
    // It lets the kiosk ask, and wants more than was told.
    if (error.fault !== "nameNeeded")
      return {
        outcome: failed({
          ...centralDiagnosis(error),
          text: `Looking a patient up: ${centralDiagnosis(error).text}`,
        }),
      };
  }
  if (refused.length === 0) return { outcome: well("patients can be looked up"), value: true };
  return {
    outcome: failed({
      text: `The central API refuses requests of the kiosk:\n${refused.join("\n")}`,
      fix: "Give the kiosk's access at the central API these rights, or put central.auth right. A line goes when the kiosk has sent such a request with success, as at its next start or booking.",
    }),
  };
}
