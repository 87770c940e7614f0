import { type ReactNode, useRef } from "react";
import { useHeading } from "../hooks/useHeading.ts";
import { useTexts } from "../i18n/index.ts";
import { useFitToHeight } from "../layout/useFitToHeight.ts";
import { ChosenSoFar } from "./ChosenSoFar.tsx";
import { NavBar } from "./NavBar.tsx";
import { type Place, useProgress } from "./useProgress.ts";
import "./step-layout.css";

type StepLayoutProps = {
  readonly title: string;
  readonly sub?: string;
  /** Where a form of several pages stands; left out, the step's own place in the flow is told. */
  readonly place?: Place | null;
  /** What has been chosen up to here; left out on the first step. */
  readonly facts?: boolean;
  /** Something to look at beside the title, where there is room. */
  readonly picture?: ReactNode;
  /** The step's own key in the bar below. */
  readonly action?: ReactNode;
  /** The keypad or another block that takes half of a wide screen. */
  readonly aside?: ReactNode;
  /** The block is wide: it stands under the rest on every screen. */
  readonly under?: boolean;
  /** The bar below, where it isn't the patients'. */
  readonly nav?: ReactNode;
  readonly children: ReactNode;
};

/** A step of the flow: what is asked above, what one touches below (on a tall screen within the lower two thirds). */
export function StepLayout({
  title,
  sub,
  place,
  facts = true,
  picture,
  action,
  aside,
  under = false,
  nav,
  children,
}: StepLayoutProps) {
  const { t } = useTexts();
  const inFlow = useProgress();
  const told = place === undefined ? inFlow : place;
  const heading = useHeading();
  const main = useRef<HTMLElement>(null);
  useFitToHeight(main);
  return (
    <>
      <main ref={main} className={`step ${aside ? (under ? "under" : "split") : ""}`}>
        <div className="step-intro">
          {told && <p className="step-place">{t("nav.progress", told)}</p>}
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {sub && <p className="step-sub">{sub}</p>}
          {facts && <ChosenSoFar />}
          {picture}
        </div>
        <div className="step-body">{children}</div>
        {aside && <div className="step-aside">{aside}</div>}
      </main>
      {nav ?? <NavBar action={action} />}
    </>
  );
}
