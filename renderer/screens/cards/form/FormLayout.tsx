import { ArrowRight } from "lucide-react";
import type { ReactNode } from "react";
import { StepLayout } from "../../../app/StepLayout.tsx";
import { Key } from "../../../components/Key.tsx";
import { useTexts } from "../../../i18n/index.ts";
import { type CardForm, formPages } from "../../../state/cards-form.ts";
import "./form.css";

type FormLayoutProps = {
  readonly form: CardForm;
  readonly title: string;
  readonly sub: string;
  readonly onNext: () => void;
  /** The words of the key that goes on. */
  readonly nextText?: string;
  readonly aside?: ReactNode;
  readonly under?: boolean;
  readonly children: ReactNode;
};

/** A page of the form: where it stands among the others, what is asked, and the key that goes on. */
export function FormLayout({ form, title, sub, onNext, nextText, children, ...more }: FormLayoutProps) {
  const { t } = useTexts();
  const place = { step: formPages.indexOf(form.page) + 1, steps: formPages.length };
  return (
    <StepLayout
      title={title}
      sub={sub}
      place={form.card || form.offer ? null : place}
      facts={false}
      action={
        <Key tone="primary" iconAfter={ArrowRight} onPress={onNext}>
          {nextText ?? t("next")}
        </Key>
      }
      {...more}
    >
      {children}
    </StepLayout>
  );
}
