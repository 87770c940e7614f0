import type { Visit } from "#contract/visits/visit.ts";
import { glued } from "../../format/glue.ts";
import { serviceLine } from "../../format/services.ts";
import { useTexts } from "../../i18n/index.ts";
import "./visit.css";

type Fact = {
  readonly label: string;
  readonly value: string;
  /** How much of a wide screen's line it takes. */
  readonly room: "line" | "half";
};

/**
 * All about a visit: where to go and to whom, as large as that is needed, then what the patient's portal and the
 * ticket have besides. Day and time are the screen's title.
 */
export function VisitFacts({ visit }: { readonly visit: Visit }) {
  const { t, language } = useTexts();
  const { clinic, branch, address, room, doctor, service, number, patient, status } = visit;
  const facts: readonly Fact[] = [
    {
      label: t("path.organization"),
      value: [clinic, branch !== clinic && branch].filter(Boolean).join(", "),
      room: "line",
    },
    {
      label: t("path.service"),
      value: service.plain
        ? serviceLine(service, t, language)
        : [service.code, service.name].filter(Boolean).join(" "),
      room: "line",
    },
    { label: t("done.patient"), value: patient, room: "half" },
    { label: t("done.number"), value: number, room: "half" },
    // That it is booked says its being here.
    {
      label: t("visits.statusLabel"),
      value: status === "booked" ? "" : t(`visits.status.${status}`),
      room: "line",
    },
  ];
  return (
    <div className="visit-facts">
      {room && <p className="visit-room">{t("room", { room })}</p>}
      <p className="visit-doctor">{[doctor.name, doctor.position].filter(Boolean).join(", ")}</p>
      {address && <p className="visit-place">{glued(address)}</p>}
      <dl>
        {facts
          .filter(({ value }) => value !== "")
          .map(({ label, value, room }) => (
            <div key={label} className={`fact-${room}`}>
              <dt>{label}</dt>
              <dd>{glued(value)}</dd>
            </div>
          ))}
      </dl>
    </div>
  );
}
