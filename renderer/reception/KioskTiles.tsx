import { CircleAlert, CircleCheck, Wrench } from "lucide-react";
import type { Lobby, LobbyKiosk } from "#contract/reception/lobby.ts";
import { Key } from "../components/Key.tsx";
import { useCounter } from "./core.ts";
import { type Trouble, troublesOf } from "./lobby.ts";
import { type CounterTexts, useCounterTexts } from "./messages.ts";
import { useCounterState } from "./state.ts";
import "./kiosk-tiles.css";

/** An answer that is older than this is told with its age, ms. */
const fresh = 15_000;

/** A tile a kiosk. */
export function KioskTiles({ lobby }: { readonly lobby: Lobby }) {
  const { t } = useCounterTexts();
  return (
    <section aria-label={t("kiosks")}>
      <ul className="kiosk-tiles">
        {lobby.kiosks.map((kiosk) => (
          <KioskTile key={kiosk.id} kiosk={kiosk} />
        ))}
      </ul>
    </section>
  );
}

function KioskTile({ kiosk }: { readonly kiosk: LobbyKiosk }) {
  const { t } = useCounterTexts();
  const { act } = useCounter();
  const worker = useCounterState((state) => state.worker);
  const { id, name, state, fault } = kiosk;
  const troubles = troublesOf(kiosk);
  const isClosed = state?.service === "closed";
  const tone = fault !== null || troubles.some(({ kind }) => kind === "missing") ? "bad" : "warn";
  return (
    <li className={`kiosk-tile ${troubles.length === 0 ? "good" : tone}`}>
      <h2>
        {troubles.length === 0 ? <CircleCheck aria-hidden /> : <CircleAlert aria-hidden />}
        {name}
      </h2>
      <ul className="kiosk-state">
        {troubles.length === 0 && <li>{t("tile.works")}</li>}
        {troubles.map((trouble) => (
          <li key={Object.values(trouble).join(" ")}>{troubleText(trouble, kiosk, t)}</li>
        ))}
        {state && state.waiting.tickets > 0 && <li>{t("tile.tickets", { count: state.waiting.tickets })}</li>}
        {state && state.waiting.operations > 0 && (
          <li>{t("tile.operations", { count: state.waiting.operations })}</li>
        )}
        {ageText(kiosk, t) && <li className="kiosk-age">{ageText(kiosk, t)}</li>}
      </ul>
      {worker?.role === "technician" && state && fault === null && (
        <Key
          tone="quiet"
          icon={Wrench}
          onPress={() => void act.maintenance(id, isClosed ? "open" : "closed")}
        >
          {t(isClosed ? "tile.open" : "tile.close")}
        </Key>
      )}
    </li>
  );
}

function troubleText(trouble: Trouble, { state }: LobbyKiosk, t: CounterTexts): string {
  switch (trouble.kind) {
    case "unheard":
      return t(`tile.fault.${trouble.fault}`);
    case "closed":
      return t("screens:staff.state.closed");
    case "missing":
      return isKnownPart(trouble.part) ? t(`tile.missing.${trouble.part}`) : t("tile.missing.OTHER");
    case "printer":
      return t(`screens:staff.state.printer.${state?.printer ?? "unknown"}`);
  }
}

const knownParts = [
  "SCHEDULE_NOT_LOADED",
  "CENTRAL_UNAVAILABLE",
  "SELF_TEST_PENDING",
  "BOOKING_CLOSED",
  "JOURNAL_CLOSED",
  "WINDOW_MISSING",
] as const;
/** A kiosk of a later version may miss what this page has no words for. */
const isKnownPart = (part: string): part is (typeof knownParts)[number] =>
  knownParts.some((known) => known === part);

/** How old what is shown is; nothing while it is fresh. */
function ageText({ age, fault }: LobbyKiosk, t: CounterTexts): string | null {
  if (age === null || (fault === null && age < fresh)) return null;
  const seconds = Math.round(age / 1000);
  if (seconds < 90) return t("tile.ageSeconds", { count: seconds });
  return t("tile.ageMinutes", { count: Math.round(seconds / 60) });
}
