import { CircleAlert, CircleCheck, Eye } from "lucide-react";
import { type CSSProperties, useId } from "react";
import { type Ends, masked } from "../format/numbers.ts";
import { useCovered } from "../hooks/useCovered.ts";
import { useTexts } from "../i18n/index.ts";
import "./entry-field.css";

type EntryFieldProps = {
  readonly label: string;
  /** What has been typed, in its groups. */
  readonly value: string;
  /** What is still to come, shown faintly behind the caret. */
  readonly rest: string;
  /** Fixed text before the value, such as +7. */
  readonly prefix?: string;
  readonly active: boolean;
  readonly complete: boolean;
  /** What stays readable once the value is complete and right: the rest covers itself, with a key that shows it. */
  readonly readable?: Ends;
  readonly error: string | null;
  /** The error stands beside the label, where there is no room for a line of its own. */
  readonly compact?: boolean;
  readonly onFocus: () => void;
};

/** A field that the keypad writes into: no browser input, so no system keyboard and no stored suggestions. */
export function EntryField({
  label,
  value,
  rest,
  prefix,
  active,
  complete,
  readable,
  error,
  compact = false,
  onFocus,
}: EntryFieldProps) {
  const { t } = useTexts();
  const id = useId();
  const isRight = complete && error === null;
  const { isCovered, show } = useCovered(isRight && readable !== undefined);
  const characters = value.length + rest.length + (prefix?.length ?? 0);
  const fault = (
    <div className="entry-error" role="alert" id={`${id}-error`}>
      {error !== null && (
        <>
          <CircleAlert aria-hidden />
          {error}
        </>
      )}
    </div>
  );
  return (
    <div className={compact ? "entry compact" : "entry"}>
      <div className="entry-head">
        <span className="entry-label" id={`${id}-label`}>
          {label}
        </span>
        {compact && fault}
      </div>
      <div className={isCovered ? "field-box covered" : "field-box"}>
        {/* biome-ignore lint/a11y/useSemanticElements: an input would bring the system's keyboard and its own caret */}
        <div
          role="textbox"
          tabIndex={0}
          aria-labelledby={`${id}-label`}
          aria-readonly
          aria-invalid={error !== null}
          aria-describedby={error === null ? undefined : `${id}-error`}
          className={`field ${active ? "on" : ""} ${error === null ? "" : "wrong"}`}
          style={{ "--characters": Math.max(12, characters) } as CSSProperties}
          onPointerDown={onFocus}
          onFocus={onFocus}
        >
          <span className="field-text">
            {prefix && <span className="field-prefix">{prefix}</span>}
            <span>{isCovered && readable ? masked(value, readable) : value}</span>
            {active && <span className="caret" aria-hidden />}
            <span className="field-rest" aria-hidden>
              {rest}
            </span>
          </span>
          {isRight && (
            <span className="field-tick">
              <CircleCheck aria-label={t("field.complete")} role="img" />
            </span>
          )}
        </div>
        {isCovered && (
          <button type="button" className="field-show" aria-describedby={`${id}-label`} onClick={show}>
            <Eye aria-hidden />
            <span>{t("field.show")}</span>
          </button>
        )}
      </div>
      {!compact && fault}
    </div>
  );
}
