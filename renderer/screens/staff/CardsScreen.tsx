import { useQuery } from "@tanstack/react-query";
import { IdCard, Users } from "lucide-react";
import { StepLayout } from "../../app/StepLayout.tsx";
import { PagedList } from "../../components/PagedList.tsx";
import { Row } from "../../components/Row.tsx";
import { useCore } from "../../hooks/core.ts";
import { useQueryState } from "../../hooks/useQueryState.ts";
import { useTexts } from "../../i18n/index.ts";
import { StaffList } from "./StaffList.tsx";
import { StaffNav } from "./StaffNav.tsx";

/** Everybody who may sign in here, and whether they have a card. */
export function CardsScreen() {
  const { t } = useTexts();
  const { staff } = useCore();
  const list = useQueryState(useQuery(staff.orpc.cards.list.queryOptions({ input: {} })));
  return (
    <StepLayout
      title={t("staff.cards.title")}
      sub={t("staff.cards.sub")}
      place={null}
      facts={false}
      nav={<StaffNav onBack={staff.act.back} />}
    >
      <StaffList list={list} icon={Users} empty={t("staff.cards.nobody")}>
        {(members) => (
          <PagedList
            label={t("staff.cards.title")}
            items={members}
            keyOf={({ id }) => id}
            render={(member) => (
              <Row
                badge={<IdCard />}
                title={member.name}
                lines={
                  <>
                    <span>{t(`staff.role.${member.role}`)}</span>
                    <span className={member.card ? "mark good" : "mark"}>
                      {t(member.card ? "staff.cards.has" : "staff.cards.none")}
                    </span>
                  </>
                }
                onPress={() => staff.act.go({ at: "card", member })}
              />
            )}
          />
        )}
      </StaffList>
    </StepLayout>
  );
}
