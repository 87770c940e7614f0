import { CalendarX2, CircleSlash, CloudOff, Hand } from "lucide-react";
import type { Offer } from "#contract/domain.ts";
import type { Failure } from "../../api/failures.ts";
import { NavBar } from "../../app/NavBar.tsx";
import { AskDesk } from "../../components/AskDesk.tsx";
import { Face } from "../../components/Face.tsx";
import { Key } from "../../components/Key.tsx";
import { OfferKeys } from "../../components/OfferKeys.tsx";
import { useCore } from "../../hooks/core.ts";
import { useTexts } from "../../i18n/index.ts";
import { useFlow, useVisit } from "../../state/visit.ts";
import { ChangeFailed } from "../visits/ChangeFailed.tsx";
import { UnsettledScreen } from "./UnsettledScreen.tsx";

/** Booking did not go as hoped: one face for each outcome, each with what one can do now. */
export function BookingFailed({ failure }: { readonly failure: Failure }) {
  const moving = useVisit((state) => state.moving);
  if (failure.kind !== "known") return <UnsettledScreen />;
  if (moving && failure.code !== "SLOT_TAKEN" && failure.code !== "NOT_FOUND") {
    return <ChangeFailed failure={failure} change="move" />;
  }
  switch (failure.code) {
    case "SLOT_TAKEN":
      return <Taken offers={failure.data.nearest} />;
    case "NOT_FOUND":
      return <Gone />;
    case "BOOKING_REFUSED":
      return <Refused />;
    case "BOOKING_CLOSED":
      return <Closed />;
    case "CENTRAL_AWAY":
      return <CentralAway />;
    case "BOOKING_UNKNOWN":
      return <NotBooked />;
    default:
      return <UnsettledScreen />;
  }
}

function Taken({ offers }: { readonly offers: readonly Offer[] }) {
  const { t } = useTexts();
  const { act } = useCore();
  const time = useFlow().choices.slot?.time ?? "";
  return (
    <>
      <Face
        icon={Hand}
        tone="warn"
        title={t("errors.SLOT_TAKEN.title", { time })}
        text={t(offers.length > 0 ? "errors.SLOT_TAKEN.text" : "errors.SLOT_TAKEN.noneText")}
      >
        <OfferKeys offers={offers.slice(0, 4)} onChoose={(offer) => void act.bookOffer(offer)} />
        <div className="face-keys">
          <Key onPress={() => act.goTo("time")}>{t("booking.otherTime")}</Key>
          <Key onPress={() => act.goTo("date")}>{t("booking.otherDate")}</Key>
        </div>
      </Face>
      <NavBar />
    </>
  );
}

function Gone() {
  const { t } = useTexts();
  const { act } = useCore();
  return (
    <>
      <Face
        icon={CalendarX2}
        tone="warn"
        title={t("errors.NOT_FOUND.title")}
        text={t("errors.NOT_FOUND.text")}
      >
        <Key tone="primary" onPress={() => act.goTo("date")}>
          {t("booking.otherDate")}
        </Key>
      </Face>
      <NavBar />
    </>
  );
}

function Refused() {
  const { t } = useTexts();
  const { act } = useCore();
  return (
    <>
      <Face
        icon={CircleSlash}
        tone="danger"
        title={t("errors.BOOKING_REFUSED.title")}
        text={
          <>
            <p>{t("errors.BOOKING_REFUSED.text")}</p>
            <p>
              <AskDesk />
            </p>
          </>
        }
      >
        <Key onPress={() => act.goTo("date")}>{t("booking.otherDate")}</Key>
      </Face>
      <NavBar />
    </>
  );
}

/** The centre did not answer in time. Whatever it may have kept is taken back: another time can be booked at once. */
function NotBooked() {
  const { t } = useTexts();
  const { act } = useCore();
  return (
    <>
      <Face
        icon={CloudOff}
        tone="warn"
        title={t("errors.BOOKING_UNKNOWN.title")}
        text={
          <>
            <p>{t("errors.BOOKING_UNKNOWN.text")}</p>
            <p>
              <AskDesk />
            </p>
          </>
        }
      >
        <div className="face-keys">
          <Key onPress={() => act.goTo("time")}>{t("booking.otherTime")}</Key>
          <Key onPress={() => act.goTo("date")}>{t("booking.otherDate")}</Key>
        </div>
      </Face>
      <NavBar />
    </>
  );
}

function Closed() {
  const { t } = useTexts();
  return (
    <>
      <Face
        icon={CircleSlash}
        tone="warn"
        title={t("errors.BOOKING_CLOSED.title")}
        text={
          <>
            <p>{t("errors.BOOKING_CLOSED.text")}</p>
            <p>
              <AskDesk />
            </p>
          </>
        }
      />
      <NavBar />
    </>
  );
}

function CentralAway() {
  const { t } = useTexts();
  const { act } = useCore();
  return (
    <>
      <Face
        icon={CloudOff}
        tone="warn"
        title={t("errors.CENTRAL_AWAY.title")}
        text={
          <>
            <p>{t("errors.CENTRAL_AWAY.notBooked")}</p>
            <p>
              <AskDesk />
            </p>
          </>
        }
      >
        <Key tone="primary" onPress={() => void act.book()}>
          {t("booking.again")}
        </Key>
      </Face>
      <NavBar />
    </>
  );
}
