import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import type { KeyCommand } from "#contract/keyboard/keys.ts";
import "./key.css";

type KeyProps = {
  readonly children: ReactNode;
  readonly onPress: () => void;
  readonly tone?: "plain" | "primary" | "go" | "quiet";
  readonly icon?: LucideIcon;
  /** An icon behind the words, for keys that lead onward. */
  readonly iconAfter?: LucideIcon;
  readonly disabled?: boolean;
  readonly className?: string;
  readonly label?: string;
  /** What a keyboard's own keys press wherever the focus is: Escape, Home, Page Up and Page Down. */
  readonly command?: KeyCommand;
};

/** A button of the kiosk: big enough for any finger, with words and at most one icon. */
export function Key({
  children,
  onPress,
  tone = "plain",
  icon: Icon,
  iconAfter: After,
  disabled,
  className,
  label,
  command,
}: KeyProps) {
  return (
    <button
      type="button"
      className={`key ${tone} ${className ?? ""}`}
      onClick={onPress}
      disabled={disabled}
      aria-label={label}
      data-command={command}
    >
      {Icon && <Icon aria-hidden />}
      <span>{children}</span>
      {After && <After aria-hidden />}
    </button>
  );
}
