import type { Visit } from "#contract/visits/visit.ts";
import { digitsDay } from "../../format/dates.ts";
import { glued } from "../../format/glue.ts";
import { serviceLine } from "../../format/services.ts";
import { useTexts } from "../../i18n/index.ts";
import "./visit.css";

type Fact = {
  readonly label: string;
  readonly value: string;
  /** How much of a wide screen's line it takes. `above`: half, and the title says it as well. */
  readonly room: "line" | "half" | "above";
};

/** All about a visit, line by line, as the patient's portal and the ticket have it. */
export function VisitFacts({ visit }: { readonly visit: Visit }) {
  const { t, language } = useTexts();
  const { clinic, branch, address, room, doctor, service, number, patient } = visit;
  const facts: readonly Fact[] = [
    { label: t("done.number"), value: number, room: "line" },
    {
      label: t("path.service"),
      value: service.plain
        ? serviceLine(service, t, language)
        : [service.code, service.name].filter(Boolean).join(" "),
      room: "line",
    },
    {
      label: t("path.organization"),
      value: glued([clinic, branch !== clinic && branch, address].filter(Boolean).join(", ")),
      room: "line",
    },
    {
      label: t("path.doctor"),
      value: [doctor.name, doctor.position].filter(Boolean).join(", "),
      room: "line",
    },
    { label: t("visits.received"), value: digitsDay(visit.date, language), room: "above" },
    { label: t("visits.receivedAt"), value: visit.time, room: "above" },
    { label: t("visits.room"), value: room, room: "half" },
    { label: t("done.patient"), value: patient, room: "half" },
    { label: t("visits.statusLabel"), value: t(`visits.status.${visit.status}`), room: "line" },
  ];
  return (
    <dl className="visit-facts">
      {facts
        .filter(({ value }) => value !== "")
        .map(({ label, value, room }) => (
          <div key={label} className={`fact-${room}`}>
            <dt>{label}</dt>
            <dd>{glued(value)}</dd>
          </div>
        ))}
    </dl>
  );
}
