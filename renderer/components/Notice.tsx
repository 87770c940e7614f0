import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import "./notice.css";

type NoticeProps = {
  readonly icon: LucideIcon;
  readonly tone?: "warn" | "info" | "danger";
  readonly children: ReactNode;
  /** Announced to those who can't see it appear. */
  readonly live?: boolean;
};

/** A strip with something that one should know, and nothing to touch. */
export function Notice({ icon: Icon, tone = "warn", children, live = false }: NoticeProps) {
  return (
    <div className={`notice ${tone}`} role={live ? "status" : undefined}>
      <Icon aria-hidden />
      <div>{children}</div>
    </div>
  );
}
