import { useQuery } from "@tanstack/react-query";
import { Stethoscope } from "lucide-react";
import { useState } from "react";
import type { Service } from "#contract/schedules/catalog.ts";
import { StepLayout } from "../../app/StepLayout.tsx";
import { LocalList } from "../../components/LocalList.tsx";
import { PagedList } from "../../components/PagedList.tsx";
import { useCore } from "../../hooks/core.ts";
import { useAutoSelect } from "../../hooks/useAutoSelect.ts";
import { useQueryState } from "../../hooks/useQueryState.ts";
import { useTexts } from "../../i18n/index.ts";
import { useFlow } from "../../state/visit.ts";
import { ClosedService } from "../rules/ClosedService.tsx";
import { PlannedOnly } from "../rules/PlannedOnly.tsx";
import { ServiceRow } from "./ServiceRow.tsx";

export function ServiceStep() {
  const { t } = useTexts();
  const { orpc, act } = useCore();
  const { branch } = useFlow().choices;
  const branchId = branch?.id ?? "";
  const services = useQueryState(useQuery(orpc.catalog.services.queryOptions({ input: { branchId } })));
  const passing = useAutoSelect(services, (service) => (service.closed === null ? { service } : null));
  const [asking, setAsking] = useState<Service | null>(null);

  return (
    <StepLayout title={t("service.title")}>
      {!passing && <PlannedOnly />}
      {!passing && (
        <LocalList list={services} icon={Stethoscope} empty={t("service.empty")}>
          {(services) => (
            <PagedList
              label={t("service.title")}
              items={services}
              keyOf={(service) => service.id}
              rowUnits={14.6}
              render={(service) => (
                <ServiceRow
                  service={service}
                  onPress={() => (service.closed ? setAsking(service) : act.pick({ service }))}
                />
              )}
            />
          )}
        </LocalList>
      )}
      {asking?.closed && (
        <ClosedService service={{ ...asking, closed: asking.closed }} onClose={() => setAsking(null)} />
      )}
    </StepLayout>
  );
}
