import { useQuery } from "@tanstack/react-query";
import { Building2, HousePlus } from "lucide-react";
import type { Organization } from "#contract/schedules/catalog.ts";
import { StepLayout } from "../../app/StepLayout.tsx";
import { HelpKey } from "../../components/HelpKey.tsx";
import { Joined } from "../../components/Joined.tsx";
import { Key } from "../../components/Key.tsx";
import { LocalList } from "../../components/LocalList.tsx";
import { wordLetters } from "../../components/list-letters.ts";
import { PagedList } from "../../components/PagedList.tsx";
import { Row } from "../../components/Row.tsx";
import { glued } from "../../format/glue.ts";
import { useCore } from "../../hooks/core.ts";
import { useAutoSelect } from "../../hooks/useAutoSelect.ts";
import { useQueryState } from "../../hooks/useQueryState.ts";
import { useTexts } from "../../i18n/index.ts";
import { useInfo } from "../../state/kiosk.ts";
import { useFlow } from "../../state/visit.ts";
import { byDistrict, clinicsFor, type ListedClinic } from "./clinics.ts";
import { HereTiles } from "./HereTiles.tsx";
import { useHereBefore } from "./useHere.ts";
import "./place.css";

export function OrganizationStep() {
  const { t } = useTexts();
  const { orpc, act } = useCore();
  const { choices } = useFlow();
  const lobby = useInfo().clinic.name;
  const everywhere = choices.area?.by === "everywhere";
  const clinics = useQueryState(
    useQuery(
      orpc.catalog.organizations.queryOptions({
        input: {},
        select: (organizations) => {
          const found = clinicsFor(organizations, choices, lobby);
          return everywhere ? byDistrict(found, lobby) : found;
        },
      }),
    ),
  );
  const attachedOnly = choices.way === "policy";
  const passing = useAutoSelect(clinics, ({ organization }) => (attachedOnly ? null : { organization }));
  const { list, here } = useHereBefore(clinics);
  const none = attachedOnly && clinics.state === "ready" && clinics.value.length === 0;

  const districtOf = ({ organization }: ListedClinic): string =>
    organization.district || t("area.unnamed.district");
  if (here && !passing) {
    // Where one is attached to this clinic alone, there is no list of others but that of all.
    const toAll = attachedOnly && clinics.state === "ready" && clinics.value.length === 1;
    return <HereTiles here={here} onAll={toAll ? act.showAllClinics : null} />;
  }
  return (
    <StepLayout
      title={t(attachedOnly ? "organization.attachedTitle" : "organization.title")}
      {...(attachedOnly ? {} : { sub: t("organization.sub") })}
    >
      {!passing && (
        <LocalList
          list={list}
          icon={attachedOnly ? HousePlus : Building2}
          empty={t(attachedOnly ? "organization.notAttached" : "organization.empty")}
        >
          {(clinics) => (
            <PagedList
              label={t("organization.title")}
              items={clinics}
              keyOf={({ organization }) => organization.id}
              rowUnits={15.6}
              lettersOf={({ organization }) => wordLetters(organization.name)}
              {...(everywhere ? { groupOf: districtOf } : {})}
              render={(clinic) => (
                <ClinicRow {...clinic} onPress={() => act.pick({ organization: clinic.organization })} />
              )}
            />
          )}
        </LocalList>
      )}
      {attachedOnly && (
        <div className="clinic-keys">
          <HelpKey topic={none ? "notFound" : "attach"} />
          <Key icon={Building2} onPress={act.showAllClinics}>
            {t("organization.showOthers")}
          </Key>
        </div>
      )}
    </StepLayout>
  );
}

type ClinicRowProps = {
  readonly organization: Organization;
  readonly attached: boolean;
  readonly here: boolean;
  readonly onPress: () => void;
};

function ClinicRow({ organization, attached, here, onPress }: ClinicRowProps) {
  const { t } = useTexts();
  return (
    <Row
      badge={<Building2 />}
      title={organization.name}
      lines={
        <>
          {attached && <span className="mark good">{t("organization.attached")}</span>}
          {here && <span className="mark">{t("area.here")}</span>}
          <Joined
            parts={[
              glued(organization.address),
              organization.branches > 1 ? t("organization.branches", { count: organization.branches }) : "",
            ].filter(Boolean)}
          />
        </>
      }
      onPress={onPress}
    />
  );
}
