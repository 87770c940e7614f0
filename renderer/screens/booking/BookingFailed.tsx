import { CalendarX2, CircleSlash, CloudOff, Hand } from "lucide-react";
import type { ReactNode } from "react";
import type { Offer } from "#contract/schedules/schedule.ts";
import type { Failure } from "../../api/failures.ts";
import { FaceStep } from "../../app/FaceStep.tsx";
import { Key } from "../../components/Key.tsx";
import { OfferKeys } from "../../components/OfferKeys.tsx";
import { useCore } from "../../hooks/core.ts";
import { useTexts } from "../../i18n/index.ts";
import { useFlow, useVisit } from "../../state/visit.ts";
import { RuleBroken } from "../rules/RuleBroken.tsx";
import { ChangeFailed } from "../visits/ChangeFailed.tsx";
import { UnsettledScreen } from "./UnsettledScreen.tsx";

/** Booking did not go as hoped: one face for each outcome, each with what one can do now. */
export function BookingFailed({ failure }: { readonly failure: Failure }): ReactNode {
  const { t } = useTexts();
  const { act } = useCore();
  const moving = useVisit((state) => state.moving);
  if (failure.kind !== "known") return <UnsettledScreen />;
  switch (failure.code) {
    case "RULE_BROKEN":
      return <RuleBroken broken={failure.data.broken} />;
    case "SLOT_TAKEN":
      return <Taken offers={failure.data.nearest} />;
    case "NOT_FOUND":
      return (
        <FaceStep
          icon={CalendarX2}
          tone="warn"
          title={t("errors.NOT_FOUND.title")}
          text={t("errors.NOT_FOUND.text")}
        >
          <Key tone="primary" onPress={() => act.goTo("date")}>
            {t("booking.otherDate")}
          </Key>
        </FaceStep>
      );
  }
  if (moving) return <ChangeFailed failure={failure} change="move" />;
  switch (failure.code) {
    case "BOOKING_REFUSED":
      return (
        <FaceStep
          icon={CircleSlash}
          tone="danger"
          title={t("errors.BOOKING_REFUSED.title")}
          text={t(
            failure.data.why
              ? `errors.BOOKING_REFUSED.why.${failure.data.why}`
              : "errors.BOOKING_REFUSED.text",
          )}
          reception
        >
          <Key onPress={() => act.goTo("date")}>{t("booking.otherDate")}</Key>
        </FaceStep>
      );
    case "BOOKING_CLOSED":
      return (
        <FaceStep
          icon={CircleSlash}
          tone="warn"
          title={t("errors.BOOKING_CLOSED.title")}
          text={t("errors.BOOKING_CLOSED.text")}
          reception
        />
      );
    case "STAFF_UNRECORDED":
      return (
        <FaceStep
          icon={CircleSlash}
          tone="warn"
          title={t("helped.unrecorded.title")}
          text={t("helped.unrecorded.text")}
        />
      );
    case "CENTRAL_AWAY":
      return (
        <FaceStep
          icon={CloudOff}
          tone="warn"
          title={t("errors.CENTRAL_AWAY.title")}
          text={t("errors.CENTRAL_AWAY.notBooked")}
          reception
        >
          <Key tone="primary" onPress={() => void act.book()}>
            {t("booking.again")}
          </Key>
        </FaceStep>
      );
    case "BOOKING_UNKNOWN":
      // Whatever the central API may have kept is taken back: another time can be booked at once.
      return (
        <FaceStep
          icon={CloudOff}
          tone="warn"
          title={t("errors.BOOKING_UNKNOWN.title")}
          text={t("errors.BOOKING_UNKNOWN.text")}
          reception
        >
          <OtherTimeKeys />
        </FaceStep>
      );
    default:
      return <UnsettledScreen />;
  }
}

function Taken({ offers }: { readonly offers: readonly Offer[] }) {
  const { t } = useTexts();
  const { act } = useCore();
  const time = useFlow().choices.slot?.time ?? "";
  return (
    <FaceStep
      icon={Hand}
      tone="warn"
      title={t("errors.SLOT_TAKEN.title", { time })}
      text={t(offers.length > 0 ? "errors.SLOT_TAKEN.text" : "errors.SLOT_TAKEN.noneText")}
    >
      <OfferKeys offers={offers.slice(0, 4)} onChoose={(offer) => void act.bookOffer(offer)} />
      <OtherTimeKeys />
    </FaceStep>
  );
}

function OtherTimeKeys() {
  const { t } = useTexts();
  const { act } = useCore();
  return (
    <div className="face-keys">
      <Key onPress={() => act.goTo("time")}>{t("booking.otherTime")}</Key>
      <Key onPress={() => act.goTo("date")}>{t("booking.otherDate")}</Key>
    </div>
  );
}
