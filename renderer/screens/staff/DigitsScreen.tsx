import type { ReactNode } from "react";
import { StepLayout } from "../../app/StepLayout.tsx";
import { EntryField } from "../../components/EntryField.tsx";
import { Keypad } from "../../components/Keypad.tsx";
import { useCore } from "../../hooks/core.ts";
import { useStaff } from "../../state/staff.ts";
import { StaffRefusal } from "./StaffRefusal.tsx";

type DigitsScreenProps = {
  readonly title: string;
  readonly sub: string;
  readonly label: string;
  readonly longest: number;
  /** As they stand in the field. */
  readonly shown: string;
  /** Takes the digits as they are after a press. */
  readonly onChange: (how: (typed: string) => string) => void;
  readonly onEnter: () => void;
  readonly nav: ReactNode;
};

/** Digits that somebody of the staff types, and what became of them if they were refused. */
export function DigitsScreen(props: DigitsScreenProps) {
  const { title, sub, label, longest, shown, onChange, onEnter, nav } = props;
  const { staff } = useCore();
  const { isAsking, refused } = useStaff();
  return (
    <StepLayout
      title={title}
      sub={sub}
      place={null}
      facts={false}
      aside={
        <Keypad
          onType={(digit) => onChange((typed) => (typed + digit).slice(0, longest))}
          onErase={() => onChange((typed) => typed.slice(0, -1))}
          onClear={() => onChange(() => "")}
          onEnter={onEnter}
          disabled={isAsking || refused !== null}
        />
      }
      nav={nav}
    >
      <EntryField
        label={label}
        value={shown}
        rest=""
        active
        complete={false}
        error={null}
        onFocus={() => undefined}
      />
      {refused && <StaffRefusal failure={refused} onClose={staff.act.forgetRefusal} />}
    </StepLayout>
  );
}
