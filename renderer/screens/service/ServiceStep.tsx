import { useQuery } from "@tanstack/react-query";
import { Stethoscope } from "lucide-react";
import { useState } from "react";
import type { Service } from "#contract/schedules/catalog.ts";
import { StepLayout } from "../../app/StepLayout.tsx";
import { LocalList } from "../../components/LocalList.tsx";
import { wordLetters } from "../../components/list-letters.ts";
import { PagedList } from "../../components/PagedList.tsx";
import { serviceTitle } from "../../format/services.ts";
import { useCore } from "../../hooks/core.ts";
import { useAutoSelect } from "../../hooks/useAutoSelect.ts";
import { useQueryState } from "../../hooks/useQueryState.ts";
import { useTexts } from "../../i18n/index.ts";
import { useFlow } from "../../state/visit.ts";
import { ClosedService } from "../rules/ClosedService.tsx";
import { PlannedOnly } from "../rules/PlannedOnly.tsx";
import { FoldedServices } from "./FoldedServices.tsx";
import { ServiceRow } from "./ServiceRow.tsx";
import { type ListedService, listServices } from "./service-list.ts";

export function ServiceStep() {
  const { t, language } = useTexts();
  const { orpc, act } = useCore();
  const { branch } = useFlow().choices;
  const branchId = branch?.id ?? "";
  const services = useQueryState(useQuery(orpc.catalog.services.queryOptions({ input: { branchId } })));
  const passing = useAutoSelect(services, (service) => (service.closed === null ? { service } : null));
  const [asking, setAsking] = useState<Service | null>(null);
  const [isUnfolded, setUnfolded] = useState(false);
  const letters = ({ service }: ListedService) => wordLetters(serviceTitle(service, language));

  return (
    <StepLayout title={t("service.title")}>
      {!passing && <PlannedOnly />}
      {!passing && (
        <LocalList list={services} icon={Stethoscope} empty={t("service.empty")}>
          {(services) => (
            <PagedList
              label={t("service.title")}
              items={rowsOf(listServices(services, language), isUnfolded)}
              turnTo={isUnfolded ? listServices(services, language).others[0]?.service.id : undefined}
              keyOf={(row) => (row.kind === "folded" ? "folded" : row.listed.service.id)}
              rowUnits={14.6}
              lettersOf={(row) => (row.kind === "folded" ? row.folded.flatMap(letters) : letters(row.listed))}
              render={(row) => {
                if (row.kind === "folded")
                  return <FoldedServices services={row.folded} onPress={() => setUnfolded(true)} />;
                const { service } = row.listed;
                return (
                  <ServiceRow
                    listed={row.listed}
                    onPress={() => (service.closed ? setAsking(service) : act.pick({ service }))}
                  />
                );
              }}
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

type ServiceListRow =
  | { readonly kind: "service"; readonly listed: ListedService }
  | { readonly kind: "folded"; readonly folded: readonly ListedService[] };

/** What can't be booked stands last, folded where that saves room and something else is there to choose. */
function rowsOf(
  { bookable, others }: ReturnType<typeof listServices>,
  isUnfolded: boolean,
): readonly ServiceListRow[] {
  const row = (listed: ListedService): ServiceListRow => ({ kind: "service", listed });
  const isFolded = !isUnfolded && others.length > 1 && bookable.length > 0;
  return [
    ...bookable.map(row),
    ...(isFolded ? [{ kind: "folded", folded: others } as const] : others.map(row)),
  ];
}
