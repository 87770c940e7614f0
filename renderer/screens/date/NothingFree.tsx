import { useQuery } from "@tanstack/react-query";
import { CalendarX2, Siren } from "lucide-react";
import { NavBar } from "../../app/NavBar.tsx";
import { AskReception } from "../../components/AskReception.tsx";
import { Face } from "../../components/Face.tsx";
import { Key } from "../../components/Key.tsx";
import { Notice } from "../../components/Notice.tsx";
import { OfferKeys } from "../../components/OfferKeys.tsx";
import { useCore } from "../../hooks/core.ts";
import { useQueryState } from "../../hooks/useQueryState.ts";
import { useTexts } from "../../i18n/index.ts";
import { useFlow } from "../../state/visit.ts";

/** Nothing can be booked at this doctor, or at none of this service: what one can do now. */
export function NothingFree({ of }: { readonly of: "doctor" | "service" }) {
  const { t } = useTexts();
  const { orpc, act } = useCore();
  const { autoSelected, choices, order } = useFlow();
  const where = { branchId: choices.branch?.id ?? "", serviceId: choices.service?.id ?? "" };
  const nearest = useQueryState(
    useQuery(orpc.schedule.nearest.queryOptions({ input: { ...where, limit: 3 } })),
  );
  const offers = nearest.state === "ready" ? nearest.value : [];
  const doctor = choices.doctor?.shortName ?? "";
  const wait = offers.length > 0 ? t("nothingFree.offers") : t("nothingFree.later");
  return (
    <>
      <Face
        icon={CalendarX2}
        tone="warn"
        title={of === "doctor" ? t("nothingFree.doctor", { doctor }) : t("nothingFree.service")}
        text={
          <>
            <p>{wait}</p>
            <p>
              <AskReception />
            </p>
          </>
        }
      >
        <OfferKeys offers={offers.slice(0, 2)} onChoose={(offer) => act.pickOffer(offer)} />
        <div className="face-keys">
          {offers.length > 2 && <Key onPress={act.openNearest}>{t("doctor.otherNearest")}</Key>}
          {of === "doctor" && !autoSelected.has("doctor") && (
            <Key onPress={() => act.goTo("doctor")}>{t("nothingFree.otherDoctor")}</Key>
          )}
          {order.includes("service") && !autoSelected.has("service") && (
            <Key onPress={() => act.goTo("service")}>{t("nothingFree.otherService")}</Key>
          )}
        </div>
        <Notice icon={Siren}>
          <b>{t("emergency.title")}</b> {t("emergency.text")}
        </Notice>
      </Face>
      <NavBar />
    </>
  );
}
