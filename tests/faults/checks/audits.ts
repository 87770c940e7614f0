import { existsSync, readFileSync } from "node:fs";
import { checkAudit } from "#main/staff/audit/check.ts";
import { dataFilesIn } from "#main/store/data-folder.ts";
import { isLive, type Resource } from "../world/central-data.ts";
import type { Broken } from "./invariants.ts";
import { isOfReceptionTime } from "./slots.ts";

/** What a kiosk's audit holds, and what is wrong with it. */
export function readAudit(dataDir: string): ReturnType<typeof checkAudit> {
  const files = dataFilesIn(dataDir);
  if (!existsSync(files.keyFile)) return { records: [], faults: [] };
  return checkAudit(files, readFileSync(files.keyFile));
}

/** Every kiosk's audit is whole whenever it was killed, and times of the reception's are in one of them. */
export function checkAudits(
  kiosks: readonly { readonly name: string; readonly dataDir: string }[],
  visits: readonly Resource[],
): Broken[] {
  const audits = kiosks.map(({ name, dataDir }) => ({ name, ...readAudit(dataDir) }));
  const passed = audits
    .flatMap(({ records }) => records)
    .filter(({ act, detail }) => act === "help.pass" && detail === "receptionTime").length;
  const there = visits.filter((visit) => isLive(visit) && isOfReceptionTime(visit)).length;
  return [
    ...audits.flatMap(({ name, faults }) =>
      faults.map(
        ({ line, fault }): Broken => ({
          invariant: "the audit is not whole",
          what: `${name}: line ${line} ${fault}`,
        }),
      ),
    ),
    ...(there > passed
      ? [
          {
            invariant: "what staff did isn't in the audit",
            what: `${there} visits at times of the reception's, ${passed} records`,
          } as const,
        ]
      : []),
  ];
}
