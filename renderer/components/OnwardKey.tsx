import { ArrowRight, LoaderCircle } from "lucide-react";
import type { ReactNode } from "react";
import { Key } from "./Key.tsx";
import "./onward-key.css";

type OnwardKeyProps = {
  readonly children: ReactNode;
  readonly onPress: () => void;
  readonly tone?: "primary" | "go";
  /** What it has sent is on its way: it turns, and can't be pressed. */
  readonly busy: boolean;
  readonly disabled?: boolean;
};

/** The key that sends what was typed and leads on. */
export function OnwardKey({ busy, disabled = false, tone = "primary", ...key }: OnwardKeyProps) {
  return (
    <Key
      {...key}
      tone={tone}
      iconAfter={busy ? LoaderCircle : ArrowRight}
      className={busy ? "busy" : ""}
      disabled={busy || disabled}
    />
  );
}
