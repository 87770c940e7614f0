import { Building2, Hourglass, MapPinOff } from "lucide-react";
import type { Attachment } from "#contract/patients/cards.ts";
import { AskReception } from "../../components/AskReception.tsx";
import { useTexts } from "../../i18n/index.ts";
import "./cards.css";

/** The clinics that a card's person is attached to; where there are none, what one does about it. */
export function AttachmentPanel({ attachment }: { readonly attachment: Attachment }) {
  const { t } = useTexts();
  if (attachment.state === "found")
    return (
      <div className="attachments">
        <ul>
          {attachment.organizations.map((clinic) => (
            <li key={clinic}>
              <Building2 aria-hidden />
              <div>
                <b>{clinic}</b>
                <span>{t("attachment.attached")}</span>
              </div>
            </li>
          ))}
        </ul>
        <p className="attachment-hint">{t("attachment.mistaken")}</p>
      </div>
    );
  const waiting = attachment.state === "waiting";
  const Icon = waiting ? Hourglass : MapPinOff;
  return (
    <div className="attachment-none">
      <Icon aria-hidden />
      <h2>{t(waiting ? "attachment.waitingTitle" : "attachment.unattachedTitle")}</h2>
      <p>{t(waiting ? "attachment.waitingText" : "attachment.unattachedText")}</p>
      <p>
        <AskReception />
      </p>
    </div>
  );
}
