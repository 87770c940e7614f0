import { LoaderCircle } from "lucide-react";
import { unreachable } from "#contract/base/result.ts";
import { Face } from "../../components/Face.tsx";
import { useTexts } from "../../i18n/index.ts";
import { useVisit } from "../../state/visit.ts";
import { UnsettledScreen } from "../booking/UnsettledScreen.tsx";
import { CancelledScreen } from "./CancelledScreen.tsx";
import { ChangeFailed } from "./ChangeFailed.tsx";
import { VisitList } from "./VisitList.tsx";
import { VisitScreen } from "./VisitScreen.tsx";

/** The visits that a patient already has, and what is being done with one of them. */
export function VisitsView() {
  const { t } = useTexts();
  const visitsPanel = useVisit((state) => state.visitsPanel);
  switch (visitsPanel.state) {
    case "list":
      return <VisitList />;
    case "visit":
    case "asking":
      return <VisitScreen visit={visitsPanel.visit} asking={visitsPanel.state === "asking"} />;
    case "changing":
      return (
        <Face icon={LoaderCircle} spinning title={t("visits.cancelling")} text={t("booking.waitText")} />
      );
    case "cancelled":
      return <CancelledScreen visit={visitsPanel.visit} />;
    case "failed":
      if (visitsPanel.failure.kind !== "known") return <UnsettledScreen />;
      return <ChangeFailed failure={visitsPanel.failure} change="cancel" />;
    default:
      return unreachable(visitsPanel);
  }
}
