import type { Service } from "#contract/schedules/catalog.ts";
import { AskReception } from "../../components/AskReception.tsx";
import { Dialog } from "../../components/Dialog.tsx";
import { Key } from "../../components/Key.tsx";
import { serviceLine } from "../../format/services.ts";
import { useTexts } from "../../i18n/index.ts";
import { OtherVisit } from "./RuleBroken.tsx";
import { ruleMessage } from "./rule-messages.ts";

type ClosedServiceProps = {
  readonly service: Service & { readonly closed: NonNullable<Service["closed"]> };
  readonly onClose: () => void;
};

/** Why a service in the list can't be booked by this patient, and who can help. */
export function ClosedService({ service, onClose }: ClosedServiceProps) {
  const { t, language } = useTexts();
  const { icon: Icon, title, text } = ruleMessage(service.closed, t);
  return (
    <Dialog
      title={title}
      lead={<Icon aria-hidden />}
      actions={
        <Key tone="primary" command="back" onPress={onClose}>
          {t("rules.way.service")}
        </Key>
      }
    >
      <p>
        <b>{serviceLine(service, t, language)}</b>
      </p>
      <p>{text}</p>
      {"visit" in service.closed && <OtherVisit visit={service.closed.visit} />}
      <p>
        <AskReception />
      </p>
    </Dialog>
  );
}
