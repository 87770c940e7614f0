import { CircleHelp, Stethoscope } from "lucide-react";
import type { Service } from "#contract/schedules/catalog.ts";
import { NearestSide } from "../../components/NearestSide.tsx";
import { Row } from "../../components/Row.tsx";
import { useTexts } from "../../i18n/index.ts";
import { ruleMessage } from "../rules/rule-messages.ts";

/** A service to choose. One that a rule closes to this patient says so, and why when it is touched. */
export function ServiceRow({
  service,
  onPress,
}: {
  readonly service: Service;
  readonly onPress: () => void;
}) {
  const { t } = useTexts();
  const { closed } = service;
  return (
    <Row
      badge={<Stethoscope />}
      title={service.name}
      tone={closed ? "closed" : "plain"}
      lines={
        closed ? (
          ruleMessage(closed, t).short
        ) : (
          <>
            <span className={service.payment === "free" ? "mark good" : "mark"}>
              {t(`service.${service.payment}`)}
            </span>
            {service.referralNeeded && <span className="mark warn">{t("service.referral")}</span>}
            {service.attachedOnly && <span className="mark">{t("service.attachedOnly")}</span>}
          </>
        )
      }
      side={
        closed ? (
          <span className="row-why">
            <CircleHelp aria-hidden />
            {t("service.why")}
          </span>
        ) : service.nearest ? (
          <NearestSide when={service.nearest} />
        ) : (
          <span>{t("service.noTime")}</span>
        )
      }
      onPress={onPress}
    />
  );
}
