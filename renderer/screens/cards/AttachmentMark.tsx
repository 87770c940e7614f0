import { CircleCheck, Hourglass, MapPinOff } from "lucide-react";
import { unreachable } from "#contract/base/result.ts";
import type { Attachment } from "#contract/patients/cards.ts";
import { useTexts } from "../../i18n/index.ts";

/** How the search for a person's clinics stands, in a line. */
export function AttachmentMark({ attachment }: { readonly attachment: Attachment }) {
  const { t } = useTexts();
  switch (attachment.state) {
    case "found": {
      const [clinic, ...others] = attachment.organizations;
      return (
        <span className="attachment good">
          <CircleCheck aria-hidden />
          <span>
            {others.length === 0
              ? t("attachment.found", { clinic })
              : t("attachment.foundMore", { clinic, count: others.length })}
          </span>
        </span>
      );
    }
    case "unattached":
      return (
        <span className="attachment">
          <MapPinOff aria-hidden />
          <span>{t("attachment.unattached")}</span>
        </span>
      );
    case "waiting":
      return (
        <span className="attachment warn">
          <Hourglass aria-hidden />
          <span>{t("attachment.waiting")}</span>
        </span>
      );
    default:
      return unreachable(attachment);
  }
}
