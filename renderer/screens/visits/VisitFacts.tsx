import type { Visit } from "#contract/domain.ts";
import { digitsDay } from "../../format/dates.ts";
import { useTexts } from "../../i18n/index.ts";
import "./visit.css";

/** All about a visit, line by line, as the patient's portal and the ticket have it. */
export function VisitFacts({ visit }: { readonly visit: Visit }) {
  const { t, language } = useTexts();
  const { clinic, branch, address, room, doctor, service, number, patient } = visit;
  const facts = [
    { label: t("done.number"), value: number, less: true },
    { label: t("path.service"), value: [service.code, service.name].filter(Boolean).join(" ") },
    {
      label: t("path.organization"),
      value: [clinic, branch !== clinic && branch, address].filter(Boolean).join(", "),
    },
    { label: t("path.doctor"), value: [doctor.name, doctor.position].filter(Boolean).join(", ") },
    { label: t("visits.room"), value: room },
    // The title says it as well.
    { label: t("visits.received"), value: digitsDay(visit.date, language), less: true },
    { label: t("visits.receivedAt"), value: visit.time, less: true },
    { label: t("done.patient"), value: patient, less: true },
    { label: t("visits.statusLabel"), value: t(`visits.status.${visit.status}`) },
  ];
  return (
    <dl className="visit-facts">
      {facts
        .filter(({ value }) => value !== "")
        .map(({ label, value, less = false }) => (
          <div key={label} className={less ? "less" : undefined}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}
