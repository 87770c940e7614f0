import type { LucideIcon } from "lucide-react";
import { type ReactNode, useRef } from "react";
import { useHeading } from "../hooks/useHeading.ts";
import { useFitToHeight } from "../layout/useFitToHeight.ts";
import "./face.css";

type FaceProps = {
  readonly icon: LucideIcon;
  readonly tone?: "plain" | "good" | "warn" | "danger";
  readonly title: string;
  readonly text?: ReactNode;
  readonly children?: ReactNode;
  readonly spinning?: boolean;
};

/** A whole screen that says one thing: what happened, and below it what one can do now. */
export function Face({ icon: Icon, tone = "plain", title, text, children, spinning = false }: FaceProps) {
  const heading = useHeading();
  const main = useRef<HTMLElement>(null);
  useFitToHeight(main);
  return (
    <main ref={main} className="face">
      <div className="face-say" role="status">
        <span className={`face-icon ${tone} ${spinning ? "spinning" : ""}`} aria-hidden>
          <Icon />
        </span>
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {text && <div className="face-text">{text}</div>}
      </div>
      {children && <div className="face-do">{children}</div>}
    </main>
  );
}
