import { useQuery } from "@tanstack/react-query";
import { MapPin } from "lucide-react";
import type { Branch } from "#contract/schedules/catalog.ts";
import { StepLayout } from "../../app/StepLayout.tsx";
import { LocalList } from "../../components/LocalList.tsx";
import { PagedList } from "../../components/PagedList.tsx";
import { Row } from "../../components/Row.tsx";
import { glued } from "../../format/glue.ts";
import { useCore } from "../../hooks/core.ts";
import { useAutoSelect } from "../../hooks/useAutoSelect.ts";
import { useQueryState } from "../../hooks/useQueryState.ts";
import { useTexts } from "../../i18n/index.ts";
import { useFlow } from "../../state/visit.ts";
import { useOwnPlace } from "./useHere.ts";

export function BranchStep() {
  const { t } = useTexts();
  const { orpc, act } = useCore();
  const organizationId = useFlow().choices.organization?.id ?? "";
  const own = useOwnPlace();
  const hereId = own.state === "ready" ? own.value?.branch.id : undefined;
  const isHere = ({ id }: Branch): boolean => id === hereId;
  const branches = useQueryState(useQuery(orpc.catalog.branches.queryOptions({ input: { organizationId } })));
  const passing = useAutoSelect(branches, (branch) => ({ branch }));

  return (
    <StepLayout title={t("branch.title")} sub={t("branch.sub")}>
      {!passing && (
        <LocalList list={branches} icon={MapPin} empty={t("branch.empty")}>
          {(branches) => (
            <PagedList
              label={t("branch.title")}
              items={branches.toSorted((one, other) => Number(isHere(other)) - Number(isHere(one)))}
              keyOf={(branch) => branch.id}
              render={(branch) => (
                <Row
                  badge={<MapPin />}
                  title={branch.name}
                  lines={
                    <>
                      {isHere(branch) && <span className="mark good">{t("area.here")}</span>}
                      <span>{glued(branch.address)}</span>
                    </>
                  }
                  onPress={() => act.pick({ branch })}
                />
              )}
            />
          )}
        </LocalList>
      )}
    </StepLayout>
  );
}
