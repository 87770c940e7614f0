import { ChevronDown } from "lucide-react";
import { Row } from "../../components/Row.tsx";
import { useTexts } from "../../i18n/index.ts";
import { ruleMessage } from "../rules/rule-messages.ts";
import type { ListedService } from "./service-list.ts";

const mostReasons = 3;

/** The services that can't be booked now, as one row with their reasons. A touch shows them. */
export function FoldedServices({
  services,
  onPress,
}: {
  readonly services: readonly ListedService[];
  readonly onPress: () => void;
}) {
  const { t } = useTexts();
  const reasons = new Set(
    services.map(({ service: { closed } }) => (closed ? ruleMessage(closed, t).short : t("service.noTime"))),
  );
  return (
    <Row
      badge={<ChevronDown />}
      title={t("service.folded", { count: services.length })}
      tone="closed"
      lines={[...reasons].slice(0, mostReasons).map((reason) => <span key={reason}>{reason}</span>)}
      onPress={onPress}
    />
  );
}
