import { useTexts } from "../i18n/index.ts";
import { Ring } from "./Ring.tsx";

type LeaveNoteProps = {
  /** Seconds until the screen leaves by itself. */
  readonly left: number;
  /** From how many seconds on the ring is shown beside the words. */
  readonly ringFrom: number;
};

/** That a final screen leaves by itself, and when. */
export function LeaveNote({ left, ringFrom }: LeaveNoteProps) {
  const { t } = useTexts();
  return (
    <p className="leave-note">
      {left <= ringFrom && (
        // The words beside it say the same.
        <span aria-hidden>
          <Ring seconds={left} of={ringFrom} />
        </span>
      )}
      <span>{t("leavesIn", { count: left })}</span>
    </p>
  );
}
