import type { LucideIcon } from "lucide-react";
import "./tabs.css";

type TabsProps<T extends string> = {
  readonly label: string;
  readonly tabs: readonly { readonly name: T; readonly icon: LucideIcon; readonly text: string }[];
  readonly chosen: T;
  readonly onChoose: (name: T) => void;
};

/** Two or three views of one thing, side by side; the one that is seen is marked by more than its colour. */
export function Tabs<T extends string>({ label, tabs, chosen, onChoose }: TabsProps<T>) {
  return (
    <div className="tabs" role="tablist" aria-label={label}>
      {tabs.map(({ name, icon: Icon, text }) => (
        <button
          key={name}
          type="button"
          role="tab"
          aria-selected={name === chosen}
          className={name === chosen ? "tab on" : "tab"}
          onClick={() => onChoose(name)}
        >
          <Icon aria-hidden />
          <span>{text}</span>
        </button>
      ))}
    </div>
  );
}
