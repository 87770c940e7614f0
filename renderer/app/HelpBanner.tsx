import { CircleX, HandHelping } from "lucide-react";
import { Key } from "../components/Key.tsx";
import { glued } from "../format/glue.ts";
import { useCore } from "../hooks/core.ts";
import { useTexts } from "../i18n/index.ts";
import { helperOf, useSession } from "../state/session.ts";
import { isBusy, useVisit } from "../state/visit.ts";
import "./help-banner.css";

/** Who of the staff helps, on every screen as long as it lasts, and the key that ends it. */
export function HelpBanner() {
  const { t } = useTexts();
  const { act } = useCore();
  const helper = useSession(helperOf);
  const isHeld = useVisit(({ booking, visitsPanel }) => isBusy(booking) || visitsPanel.state === "changing");
  if (helper === null) return null;
  return (
    <section className="help-banner" aria-label={t("staff.help.title")}>
      <HandHelping aria-hidden />
      <b>{glued(t("helped.by", { name: helper }))}</b>
      <Key icon={CircleX} disabled={isHeld} onPress={() => void act.leave("finished")}>
        {t("helped.end")}
      </Key>
    </section>
  );
}
