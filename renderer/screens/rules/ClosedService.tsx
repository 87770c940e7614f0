import type { Service } from "#contract/schedules/catalog.ts";
import { AskReception } from "../../components/AskReception.tsx";
import { Dialog } from "../../components/Dialog.tsx";
import { Key } from "../../components/Key.tsx";
import { serviceLine } from "../../format/services.ts";
import { useTexts } from "../../i18n/index.ts";
import { useFlow } from "../../state/visit.ts";
import { ChildKey, ChildText, childStepFor } from "./ChildKey.tsx";
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
  const child = childStepFor(service.closed, useFlow());
  return (
    <Dialog
      title={title}
      lead={<Icon aria-hidden />}
      actions={
        <>
          <Key tone={child ? "plain" : "primary"} command="back" onPress={onClose}>
            {t("rules.way.service")}
          </Key>
          {child && <ChildKey step={child} service={service} />}
        </>
      }
    >
      <p>
        <b>{serviceLine(service, t, language)}</b>
      </p>
      <p>{child ? <ChildText step={child} /> : text}</p>
      {"visit" in service.closed && <OtherVisit visit={service.closed.visit} />}
      <p>
        <AskReception />
      </p>
    </Dialog>
  );
}
