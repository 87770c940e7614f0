import { useQuery } from "@tanstack/react-query";
import { CloudOff, Wrench } from "lucide-react";
import { StepLayout } from "../../app/StepLayout.tsx";
import { Key } from "../../components/Key.tsx";
import { Notice } from "../../components/Notice.tsx";
import { Skeleton } from "../../components/Skeleton.tsx";
import { useCore } from "../../hooks/core.ts";
import { useQueryState } from "../../hooks/useQueryState.ts";
import { useTexts } from "../../i18n/index.ts";
import { KioskParts } from "./KioskParts.tsx";
import { StaffNav } from "./StaffNav.tsx";

/** How often the state is asked for, ms. */
const lookEvery = 3_000;

/** How the kiosk stands. */
export function KioskScreen() {
  const { t } = useTexts();
  const { staff } = useCore();
  const state = useQueryState(
    useQuery({ ...staff.orpc.kiosk.state.queryOptions({ input: {} }), refetchInterval: lookEvery }),
  );
  return (
    <StepLayout
      title={t("staff.kiosk.title")}
      place={null}
      facts={false}
      nav={
        <StaffNav
          onBack={staff.act.back}
          action={
            <Key tone="primary" icon={Wrench} onPress={() => staff.act.go({ at: "work" })}>
              {t("staff.work.title")}
            </Key>
          }
        />
      }
    >
      {state.state === "loading" && <Skeleton shape="rows" />}
      {state.state === "failed" && (
        <Notice icon={CloudOff} live>
          {t("staff.errors.again")}
        </Notice>
      )}
      {state.state === "ready" && <KioskParts kiosk={state.value} />}
    </StepLayout>
  );
}
