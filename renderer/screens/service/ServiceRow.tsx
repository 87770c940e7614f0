import { CircleHelp } from "lucide-react";
import { NearestSide } from "../../components/NearestSide.tsx";
import { Row } from "../../components/Row.tsx";
import { serviceTitle } from "../../format/services.ts";
import { useTexts } from "../../i18n/index.ts";
import { ruleMessage } from "../rules/rule-messages.ts";
import { ServicePictogram } from "./ServicePictogram.tsx";
import type { ListedService } from "./service-list.ts";
import "./service.css";

/** A service to choose. One that a rule closes to this patient says so, and why when it is touched. */
export function ServiceRow({
  listed: { service, showsOwnName },
  onPress,
}: {
  readonly listed: ListedService;
  readonly onPress: () => void;
}) {
  const { t, language } = useTexts();
  const { closed, plain } = service;
  return (
    <Row
      badge={<ServicePictogram icon={plain?.icon} />}
      title={serviceTitle(service, language)}
      tone={closed ? "closed" : "plain"}
      lines={
        <>
          {plain?.visit && <span className="service-line">{t(`service.about.${plain.visit}`)}</span>}
          {showsOwnName && <span className="service-line">{service.name}</span>}
          {closed ? (
            <span className="service-line">{ruleMessage(closed, t).short}</span>
          ) : (
            <>
              <span className={service.payment === "free" ? "mark good" : "mark"}>
                {t(`service.${service.payment}`)}
              </span>
              {service.referralNeeded && <span className="mark warn">{t("service.referral")}</span>}
              {service.attachedOnly && <span className="mark">{t("service.attachedOnly")}</span>}
            </>
          )}
        </>
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
