import { Wrench } from "lucide-react";
import { AskReception } from "../../components/AskReception.tsx";
import { Face } from "../../components/Face.tsx";
import { useTexts } from "../../i18n/index.ts";

/** The kiosk is being served: whoever comes now is sent to reception. It opens again by itself when it is switched. */
export function ServiceScreen() {
  const { t } = useTexts();
  return (
    <Face
      icon={Wrench}
      tone="warn"
      title={t("system.service.title")}
      text={
        <>
          <p>{t("system.service.text")}</p>
          <p>
            <AskReception />
          </p>
        </>
      }
    />
  );
}
