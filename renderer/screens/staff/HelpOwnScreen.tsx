import { HandHelping } from "lucide-react";
import { useCallback, useMemo, useState } from "react";
import { helpNoteLength, isHelpNote } from "#contract/staff/help.ts";
import { StepLayout } from "../../app/StepLayout.tsx";
import { EntryField } from "../../components/EntryField.tsx";
import { Key } from "../../components/Key.tsx";
import { Keyboard } from "../../components/Keyboard.tsx";
import { nameRows } from "../../components/keyboard-keys.ts";
import { useCore } from "../../hooks/core.ts";
import { useTexts } from "../../i18n/index.ts";
import { useStaff } from "../../state/staff.ts";
import { StaffNav } from "./StaffNav.tsx";
import { StaffRefusal } from "./StaffRefusal.tsx";

/** The reason in one's own words. It stays in the audit: letters, and no number that tells of anybody. */
export function HelpOwnScreen() {
  const { t } = useTexts();
  const { staff } = useCore();
  const { isAsking, refused } = useStaff();
  const [text, setText] = useState("");
  const rows = useMemo(() => nameRows(t("keyboard.nameRows")), [t]);
  const note = text.trim();
  const isReady = isHelpNote(note);
  const start = (): void => {
    if (isReady) void staff.act.startHelp({ kind: "own", text: note });
  };
  const onType = useCallback(
    (letter: string) => setText((typed) => (typed + letter.toLowerCase()).slice(0, helpNoteLength.most)),
    [],
  );
  return (
    <StepLayout
      title={t("staff.help.own")}
      sub={t("staff.help.ownSub")}
      place={null}
      facts={false}
      under
      aside={
        <Keyboard
          rows={rows}
          typed={typedInNote}
          onType={onType}
          onErase={() => setText((typed) => typed.slice(0, -1))}
          onClear={() => setText("")}
          onEnter={start}
          disabled={isAsking || refused !== null}
        />
      }
      nav={
        <StaffNav
          onBack={staff.act.back}
          action={
            <Key tone="primary" icon={HandHelping} disabled={isAsking || !isReady} onPress={start}>
              {t("staff.help.start")}
            </Key>
          }
        />
      }
    >
      <EntryField
        compact
        label={t("staff.help.label")}
        value={text}
        rest=""
        active
        complete={isReady}
        error={null}
        onFocus={() => undefined}
      />
      {refused && <StaffRefusal failure={refused} onClose={staff.act.forgetRefusal} />}
    </StepLayout>
  );
}

/** A keyboard that is plugged in: what may stand in a note. */
const typedInNote = ({ key }: KeyboardEvent): string | null => (/^[\p{L}\p{N} .,-]$/u.test(key) ? key : null);
