import { Building2 } from "lucide-react";
import type { Organization } from "#contract/domain.ts";
import { StepLayout } from "../../app/StepLayout.tsx";
import { Choosing } from "../../components/Choosing.tsx";
import { PagedList } from "../../components/PagedList.tsx";
import { Row } from "../../components/Row.tsx";
import { useCore } from "../../hooks/core.ts";
import { useAlone } from "../../hooks/useAlone.ts";
import { useAsked, useCatalogChanges } from "../../hooks/useAsked.ts";
import { useTexts } from "../../i18n/index.ts";
import { useFlow } from "../../state/visit.ts";

export function OrganizationStep() {
  const { t } = useTexts();
  const { api, act } = useCore();
  const attachedIds = useFlow().choices.patient?.attachedOrganizationIds ?? [];
  const asked = useAsked("organizations", () => api.catalog.organizations({}), useCatalogChanges());
  const passing = useAlone(asked, (organization: Organization) => ({ organization }));
  const isAttached = ({ id }: Organization): boolean => attachedIds.includes(id);

  return (
    <StepLayout title={t("organization.title")} sub={t("organization.sub")}>
      {!passing && (
        <Choosing asked={asked} icon={Building2} empty={t("organization.empty")}>
          {(organizations) => (
            <PagedList
              label={t("organization.title")}
              items={[
                ...organizations.filter(isAttached),
                ...organizations.filter((item) => !isAttached(item)),
              ]}
              keyOf={(organization) => organization.id}
              rowUnits={15.6}
              render={(organization) => (
                <Row
                  badge={<Building2 />}
                  title={organization.name}
                  lines={
                    <>
                      {isAttached(organization) && (
                        <span className="mark good">{t("organization.attached")}</span>
                      )}
                      <span>{organization.address}</span>
                      {organization.branches > 1 && (
                        <span>{t("organization.branches", { count: organization.branches })}</span>
                      )}
                    </>
                  }
                  onPress={() => act.pick({ organization })}
                />
              )}
            />
          )}
        </Choosing>
      )}
    </StepLayout>
  );
}
