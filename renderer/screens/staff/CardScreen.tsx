import { CircleCheck, IdCard, ScanLine, Trash2, TriangleAlert } from "lucide-react";
import type { StaffMember } from "#contract/staff/card-procedures.ts";
import { StepLayout } from "../../app/StepLayout.tsx";
import { Key } from "../../components/Key.tsx";
import { Notice } from "../../components/Notice.tsx";
import { useCore } from "../../hooks/core.ts";
import { useTexts } from "../../i18n/index.ts";
import type { Texts } from "../../i18n/messages.ts";
import { type CardWork, useStaff } from "../../state/staff.ts";
import { StaffNav } from "./StaffNav.tsx";

/** The card of one of the staff: a new one is held to the scanner, or the one there is opens nothing any more. */
export function CardScreen({ member }: { readonly member: StaffMember }) {
  const { t } = useTexts();
  const { staff } = useCore();
  const work = useStaff((state) => state.cardWork);
  const isWorking = work.state === "waiting" || work.state === "removing";
  const hasCard = work.state === "enrolled" || (member.card && work.state !== "removed");
  return (
    <StepLayout
      title={member.name}
      sub={t("staff.cards.one", {
        role: t(`staff.role.${member.role}`),
        card: t(hasCard ? "staff.cards.has" : "staff.cards.none"),
      })}
      place={null}
      facts={false}
      nav={<StaffNav onBack={staff.act.back} />}
    >
      <CardNote work={work} />
      <div className="staff-keys">
        <Key
          tone="primary"
          icon={IdCard}
          disabled={isWorking}
          onPress={() => void staff.act.enrollCard(member.id)}
        >
          {t("staff.cards.enroll")}
        </Key>
        {hasCard && (
          <Key icon={Trash2} disabled={isWorking} onPress={() => void staff.act.removeCard(member.id)}>
            {t("staff.cards.remove")}
          </Key>
        )}
      </div>
    </StepLayout>
  );
}

function CardNote({ work }: { readonly work: CardWork }) {
  const { t } = useTexts();
  switch (work.state) {
    case "idle":
    case "removing":
      return null;
    case "waiting":
      return (
        <Notice icon={ScanLine} tone="info" live>
          {t("staff.cards.hold")}
        </Notice>
      );
    case "enrolled":
    case "removed":
      return (
        <Notice icon={CircleCheck} tone="info" live>
          {t(`staff.cards.${work.state}`)}
        </Notice>
      );
    case "failed":
      return (
        <Notice icon={TriangleAlert} live>
          {why(work, t)}
        </Notice>
      );
  }
}

function why({ failure }: CardWork & { readonly state: "failed" }, t: Texts): string {
  if (failure.kind !== "known") return t("staff.errors.again");
  if (failure.code === "CARD_NOT_TAKEN") return t(`staff.cards.fault.${failure.data.fault}`);
  if (failure.code === "DISK_REFUSES") return t("staff.errors.disk");
  return t(failure.code === "STAFF_UNRECORDED" ? "staff.errors.unrecorded.text" : "staff.errors.again");
}
