import { TriangleAlert } from "lucide-react";
import type { KioskState } from "#contract/staff/kiosk-procedures.ts";
import { PagedList } from "../../components/PagedList.tsx";
import { clockDay, clockTime } from "../../format/dates.ts";
import { glued } from "../../format/glue.ts";
import { type Language, useTexts } from "../../i18n/index.ts";
import type { Texts } from "../../i18n/messages.ts";
import { canPrint, useInfo } from "../../state/kiosk.ts";

/** Clocks that differ by no more are as good as one, s. */
const clocksApart = 60;

type Part = {
  readonly name:
    | "central"
    | "booking"
    | "printer"
    | "roll"
    | "scanner"
    | "disk"
    | "clock"
    | "toSettle"
    | "program";
  readonly text: string;
  /** What to do, where that is known. */
  readonly advice?: string;
  /** It has to be seen to. */
  readonly bad?: boolean;
};

/** The kiosk's parts, each with how it stands; what must be seen to is marked. */
export function KioskParts({ kiosk }: { readonly kiosk: KioskState }) {
  const { t, language } = useTexts();
  const { timeZone } = useInfo();
  return (
    <PagedList
      label={t("staff.kiosk.title")}
      items={partsOf(kiosk, { t, language, timeZone })}
      keyOf={({ name }) => name}
      rowUnits={{ tall: 8.4, wide: 9.6 }}
      render={({ name, text, advice, bad = false }) => (
        <div className={bad ? "staff-part bad" : "staff-part"}>
          <span>{glued(t(`staff.kiosk.part.${name}`))}</span>
          <b>
            {bad && <TriangleAlert aria-hidden />}
            <span>{text}</span>
          </b>
          {advice && <span>{advice}</span>}
        </div>
      )}
    />
  );
}

function partsOf(
  kiosk: KioskState,
  { t, language, timeZone }: { readonly t: Texts; readonly language: Language; readonly timeZone: string },
): Part[] {
  const { central, printer, roll, scanner, disk, service } = kiosk;
  const moment = (instant: number): string =>
    t("staff.review.since", {
      day: clockDay(instant, timeZone, language),
      time: clockTime(instant, timeZone),
    });
  const together = (...texts: readonly (string | null)[]): string => texts.filter(Boolean).join(" · ");
  const apart = Math.abs(central.clockAhead);
  const clock = (): string => {
    if (apart <= clocksApart) return t("staff.kiosk.clockWell");
    return t(central.clockAhead > 0 ? "staff.kiosk.clockBehind" : "staff.kiosk.clockAhead", {
      ago: ago(apart, t),
    });
  };
  return [
    {
      name: "central",
      text: together(
        t(`staff.kiosk.central.${central.state}`),
        central.age === null ? null : t("staff.kiosk.fresh", { ago: ago(central.age, t) }),
      ),
      bad: central.state !== "online",
    },
    {
      name: "booking",
      text: together(
        t(`staff.state.booking.${kiosk.booking}`),
        service === "closed" ? t("staff.state.closed") : null,
      ),
      bad: kiosk.booking !== "open" || service === "closed",
    },
    {
      name: "printer",
      text: together(
        t(`staff.state.printer.${printer}`),
        kiosk.printQueue > 0 ? t("staff.kiosk.queue", { count: kiosk.printQueue }) : null,
      ),
      ...(printer !== "ready" && printer !== "unknown" && { advice: t(`staff.kiosk.advice.${printer}`) }),
      bad: !canPrint(printer) || printer === "unknown" || printer === "paperNearEnd",
    },
    {
      name: "roll",
      text:
        roll === null
          ? t("staff.kiosk.rollUnknown")
          : t("staff.kiosk.roll", { when: moment(roll.changedAt), count: roll.tickets }),
    },
    { name: "scanner", text: t(`staff.kiosk.scanner.${scanner}`), bad: scanner === "away" },
    {
      name: "disk",
      text:
        disk === null
          ? t("staff.kiosk.diskUnknown")
          : t("staff.kiosk.disk", { free: size(disk.free, t), total: size(disk.total, t) }),
      bad: disk === null || disk.low,
    },
    { name: "clock", text: clock(), bad: apart > clocksApart },
    {
      name: "toSettle",
      text:
        kiosk.toSettle + kiosk.unsettled === 0
          ? t("staff.kiosk.settled")
          : t("staff.kiosk.toSettle", { people: kiosk.toSettle, itself: kiosk.unsettled }),
      bad: kiosk.toSettle > 0,
    },
    {
      name: "program",
      text: t("staff.kiosk.program", { version: kiosk.version, when: moment(kiosk.since) }),
    },
  ];
}

/** A duration in its largest unit. @param seconds */
function ago(seconds: number, t: Texts): string {
  if (seconds < 120) return t("staff.kiosk.seconds", { count: Math.round(seconds) });
  if (seconds < 7200) return t("staff.kiosk.minutes", { count: Math.round(seconds / 60) });
  return t("staff.kiosk.hours", { count: Math.round(seconds / 3600) });
}

/** Bytes as whole megabytes, or gigabytes where there are several. */
const size = (bytes: number, t: Texts): string =>
  bytes < 10_000_000_000
    ? t("staff.kiosk.megabytes", { count: Math.floor(bytes / 1_000_000) })
    : t("staff.kiosk.gigabytes", { count: Math.floor(bytes / 1_000_000_000) });
