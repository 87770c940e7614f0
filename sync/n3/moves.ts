import type { HubDirectory, HubOrganization } from "./directory.ts";
import type { HubCentralSettings, MoveKind } from "./settings.ts";

/** How clinics' systems move visits; one that isn't configured moves none. */
export interface HubMoves {
  /** A clinic's own, or that of the clinic above it, whose system answers for both. */
  of(clinic: number, all: readonly HubOrganization[]): MoveKind;
  /** @throws {CentralError} */
  at(clinic: number, signal: AbortSignal): Promise<MoveKind>;
}

export function createHubMoves({
  clinics,
  directory,
}: {
  readonly clinics: HubCentralSettings["clinics"];
  readonly directory: Pick<HubDirectory, "clinics">;
}): HubMoves {
  const of: HubMoves["of"] = (clinic, all) => {
    const root = all.find((one) => one.clinic === clinic)?.root ?? clinic;
    return (clinics[clinic] ?? clinics[root])?.move ?? "off";
  };
  return {
    of,
    at: async (clinic, signal) => of(clinic, await directory.clinics("patient", signal)),
  };
}

/** Whether any clinic moves visits. */
export const movesAnywhere = (clinics: HubCentralSettings["clinics"]): boolean =>
  Object.values(clinics).some(({ move }) => move !== "off");
