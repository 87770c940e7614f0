import { useQuery } from "@tanstack/react-query";
import { MapPin } from "lucide-react";
import { StepLayout } from "../../app/StepLayout.tsx";
import { LocalList } from "../../components/LocalList.tsx";
import { firstLetter } from "../../components/list-letters.ts";
import { PagedList } from "../../components/PagedList.tsx";
import { useCore } from "../../hooks/core.ts";
import { useAutoSelect } from "../../hooks/useAutoSelect.ts";
import { type QueryState, useQueryState } from "../../hooks/useQueryState.ts";
import { useTexts } from "../../i18n/index.ts";
import { useInfo } from "../../state/kiosk.ts";
import { HereTiles } from "../place/HereTiles.tsx";
import { useHereBefore } from "../place/useHere.ts";
import { AreaRow } from "./AreaRow.tsx";
import { type Area, areasAndKinds, areasOf } from "./areas.ts";

/** The districts that the clinics lie in. */
export function DistrictStep() {
  const { t } = useTexts();
  const { act } = useCore();
  const areas = useAreas((organizations, lobby) => areasOf(organizations, "district", lobby));
  const passing = useAutoSelect(areas, ({ area }: Area) => ({ area }));
  const { list, here } = useHereBefore(areas);
  if (here && !passing) return <HereTiles here={here} onAll={null} />;
  return (
    <StepLayout title={t("district.title")} sub={t("district.sub")} facts={false}>
      {!passing && (
        <LocalList list={list} icon={MapPin} empty={t("organization.empty")}>
          {(areas) => (
            <PagedList
              label={t("district.title")}
              items={areas}
              keyOf={keyOf}
              lettersOf={({ area }) => firstLetter(area.name)}
              render={(area) => <AreaRow area={area} onPress={() => act.pick({ area: area.area })} />}
            />
          )}
        </LocalList>
      )}
    </StepLayout>
  );
}

/** The districts and the kinds of clinics, as one list in two parts. */
export function AreaStep() {
  const { t } = useTexts();
  const { act } = useCore();
  const areas = useAreas(areasAndKinds);
  const passing = useAutoSelect(areas, ({ area }: Area) => ({ area }));
  const { list, here } = useHereBefore(areas);
  if (here && !passing) return <HereTiles here={here} onAll={null} />;
  return (
    <StepLayout title={t("area.title")} sub={t("area.sub")} facts={false}>
      {!passing && (
        <LocalList list={list} icon={MapPin} empty={t("organization.empty")}>
          {(areas) => (
            <PagedList
              label={t("area.title")}
              items={areas}
              keyOf={keyOf}
              groupOf={({ area }) => t(`area.group.${area.by}`)}
              render={(area) => <AreaRow area={area} onPress={() => act.pick({ area: area.area })} />}
            />
          )}
        </LocalList>
      )}
    </StepLayout>
  );
}

const keyOf = ({ area }: Area): string => `${area.by} ${area.name}`;

function useAreas(
  read: (organizations: Parameters<typeof areasOf>[0], lobby: string) => readonly Area[],
): QueryState<readonly Area[]> {
  const { orpc } = useCore();
  const lobby = useInfo().clinic.name;
  return useQueryState(
    useQuery(
      orpc.catalog.organizations.queryOptions({
        input: {},
        select: (organizations) => read(organizations, lobby),
      }),
    ),
  );
}
