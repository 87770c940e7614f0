import { Stethoscope } from "lucide-react";
import type { Service } from "#contract/domain.ts";
import { StepLayout } from "../../app/StepLayout.tsx";
import { Choosing } from "../../components/Choosing.tsx";
import { NearestSide } from "../../components/NearestSide.tsx";
import { PagedList } from "../../components/PagedList.tsx";
import { Row } from "../../components/Row.tsx";
import { useCore } from "../../hooks/core.ts";
import { useAlone } from "../../hooks/useAlone.ts";
import { useAsked, useCatalogChanges } from "../../hooks/useAsked.ts";
import { useTexts } from "../../i18n/index.ts";
import { useFlow } from "../../state/visit.ts";

export function ServiceStep() {
  const { t } = useTexts();
  const { api, act } = useCore();
  const { patient, organization, branch } = useFlow().choices;
  const branchId = branch?.id ?? "";
  const asked = useAsked(branchId, () => api.catalog.services({ branchId }), useCatalogChanges());
  const attachedIds = patient?.attachedOrganizationIds ?? [];
  const attached = [organization?.id, branchId].some((id) => id !== undefined && attachedIds.includes(id));
  const isOpen = (service: Service): boolean => !service.attachedOnly || attached || patient === undefined;
  const passing = useAlone(asked, (service) => (isOpen(service) ? { service } : null));

  return (
    <StepLayout title={t("service.title")}>
      {!passing && (
        <Choosing asked={asked} icon={Stethoscope} empty={t("service.empty")}>
          {(services) => (
            <PagedList
              label={t("service.title")}
              items={services}
              keyOf={(service) => service.id}
              rowUnits={14.6}
              render={(service) => (
                <ServiceRow
                  service={service}
                  {...(isOpen(service) ? { onPress: () => act.pick({ service }) } : {})}
                />
              )}
            />
          )}
        </Choosing>
      )}
    </StepLayout>
  );
}

function ServiceRow({ service, onPress }: { readonly service: Service; readonly onPress?: () => void }) {
  const { t } = useTexts();
  return (
    <Row
      badge={<Stethoscope />}
      title={service.name}
      tone={onPress ? "plain" : "closed"}
      lines={
        <>
          <span className={service.payment === "free" ? "mark good" : "mark"}>
            {t(`service.${service.payment}`)}
          </span>
          {service.referralNeeded && <span className="mark warn">{t("service.referral")}</span>}
          {service.attachedOnly && <span className={onPress ? "mark" : ""}>{t("service.attachedOnly")}</span>}
        </>
      }
      side={
        onPress && service.nearest ? (
          <NearestSide when={service.nearest} />
        ) : (
          onPress && <span>{t("service.noTime")}</span>
        )
      }
      {...(onPress ? { onPress } : {})}
    />
  );
}
