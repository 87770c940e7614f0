import { MapPin } from "lucide-react";
import { StepLayout } from "../../app/StepLayout.tsx";
import { Choosing } from "../../components/Choosing.tsx";
import { PagedList } from "../../components/PagedList.tsx";
import { Row } from "../../components/Row.tsx";
import { useCore } from "../../hooks/core.ts";
import { useAlone } from "../../hooks/useAlone.ts";
import { useAsked, useCatalogChanges } from "../../hooks/useAsked.ts";
import { useTexts } from "../../i18n/index.ts";
import { useFlow } from "../../state/visit.ts";

export function BranchStep() {
  const { t } = useTexts();
  const { api, act } = useCore();
  const organizationId = useFlow().choices.organization?.id ?? "";
  const asked = useAsked(organizationId, () => api.catalog.branches({ organizationId }), useCatalogChanges());
  const passing = useAlone(asked, (branch) => ({ branch }));

  return (
    <StepLayout title={t("branch.title")} sub={t("branch.sub")}>
      {!passing && (
        <Choosing asked={asked} icon={MapPin} empty={t("branch.empty")}>
          {(branches) => (
            <PagedList
              label={t("branch.title")}
              items={branches}
              keyOf={(branch) => branch.id}
              render={(branch) => (
                <Row
                  badge={<MapPin />}
                  title={branch.name}
                  lines={branch.address}
                  onPress={() => act.pick({ branch })}
                />
              )}
            />
          )}
        </Choosing>
      )}
    </StepLayout>
  );
}
