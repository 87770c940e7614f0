import { Check, CircleAlert, CircleCheck, CircleHelp, LoaderCircle, Printer, X } from "lucide-react";
import { useId, useState } from "react";
import type { LobbyKiosk } from "#contract/reception/lobby.ts";
import { Key } from "../components/Key.tsx";
import { Notice } from "../components/Notice.tsx";
import { useCounter } from "./core.ts";
import { failureText } from "./failure-text.ts";
import type { LobbySeen } from "./lobby.ts";
import { useCounterTexts } from "./messages.ts";
import { ownPrinter, useCounterState } from "./state.ts";
import "./print-keys.css";

/** Prints a copy where one chooses: at a kiosk, or on this computer's printer. What became of it stands below. */
export function PrintKeys({ seen, kiosk }: { readonly seen: LobbySeen; readonly kiosk: string }) {
  const { t } = useCounterTexts();
  const { act } = useCounter();
  const outcome = useCounterState((state) => state.outcome);
  const [chosen, setChosen] = useState<string | null>(null);
  const id = useId();
  const { kiosks = [], printer = "none" } = seen.lobby ?? {};
  const heard = kiosks.filter(({ fault }) => fault === null);
  const own = printer === "browser" ? [ownPrinter] : [];
  const places = [...heard.map((one) => one.id), ...own];
  const place = chosen !== null && places.includes(chosen) ? chosen : usualPlace(heard, kiosk, own);
  return (
    <div className="print-keys">
      {outcome.state !== "asked" && (
        <div className="print-choice">
          <label htmlFor={id}>{t("ticket.where")}</label>
          <select id={id} value={place ?? ""} onChange={(event) => setChosen(event.target.value)}>
            {heard.map((one) => (
              <option key={one.id} value={one.id}>
                {canPrint(one)
                  ? t("ticket.atKiosk", { kiosk: one.name })
                  : `${t("ticket.atKiosk", { kiosk: one.name })} (${t(`screens:staff.state.printer.${one.state?.printer ?? "unknown"}`)})`}
              </option>
            ))}
            {own.length > 0 && <option value={ownPrinter}>{t("ticket.atComputer")}</option>}
          </select>
          <Key
            className="print-key"
            tone="primary"
            icon={Printer}
            disabled={place === null || outcome.state === "working"}
            onPress={() => place !== null && void act.print(place)}
          >
            {t("ticket.print")}
          </Key>
        </div>
      )}
      {outcome.state === "working" && (
        <Notice icon={LoaderCircle} tone="info" live>
          {t("ticket.working")}
        </Notice>
      )}
      {outcome.state === "printed" && (
        <Notice icon={CircleCheck} tone="info" live>
          {t("screens:staff.printing.printed")}
        </Notice>
      )}
      {outcome.state === "denied" && (
        <Notice icon={CircleAlert} tone="warn" live>
          {t("screens:staff.printing.denied")}
        </Notice>
      )}
      {outcome.state === "failed" && (
        <Notice icon={CircleAlert} tone="warn" live>
          {failureText(outcome.failure, t)}
        </Notice>
      )}
      {outcome.state === "asked" && (
        <>
          <Notice icon={CircleHelp} tone="warn" live>
            {t("ticket.asked")}
          </Notice>
          <div className="print-choice">
            <Key tone="primary" icon={Check} onPress={() => void act.cameOut(true)}>
              {t("screens:staff.printing.yes")}
            </Key>
            <Key icon={X} onPress={() => void act.cameOut(false)}>
              {t("screens:printing.no")}
            </Key>
          </div>
        </>
      )}
    </div>
  );
}

const canPrint = ({ state }: LobbyKiosk): boolean =>
  state !== null && ["ready", "paperNearEnd", "unknown"].includes(state.printer);

/** Where the ticket is from, if that prints; else this computer's printer, else a kiosk that prints. */
function usualPlace(heard: readonly LobbyKiosk[], kiosk: string, own: readonly string[]): string | null {
  const itself = heard.find(({ id }) => id === kiosk);
  if (itself && canPrint(itself)) return kiosk;
  return own[0] ?? heard.find(canPrint)?.id ?? itself?.id ?? null;
}
