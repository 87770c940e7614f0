import { create } from "zustand";
import { isOpen, useSession } from "../state/session.ts";

const textSizes = ["1", "1.25", "1.5"] as const;
const themes = ["light", "dark", "contrast"] as const;
const reaches = ["usual", "low"] as const;
export const loudest = 5;

/** How one person wants the kiosk to be. It belongs to that person's session and ends with it. */
export type Modes = {
  /** How many times larger than usual one reads. */
  readonly text: (typeof textSizes)[number];
  readonly theme: (typeof themes)[number];
  /** `low`: everything that is touched stands in the lower half of a tall screen. */
  readonly reach: (typeof reaches)[number];
  readonly spoken: boolean;
  /** From 1 to {@link loudest}. */
  readonly volume: number;
};

const usual: Modes = { text: "1", theme: "light", reach: "usual", spoken: false, volume: 3 };

type ModesStore = { readonly modes: Modes; readonly choosing: boolean };

export const useModes = create<ModesStore>()(() => ({ modes: usual, choosing: false }));

export function chooseMode(change: Partial<Modes>): void {
  useModes.setState(({ modes }) => ({ modes: { ...modes, ...change } }));
}

/** As the next person finds it. */
export function resetModes(): void {
  useModes.setState({ modes: usual, choosing: false });
}

export const openModes = (): void => useModes.setState({ choosing: true });
export const closeModes = (): void => useModes.setState({ choosing: false });

/** Keeps the page's root element in step with the modes, and ends them with the session that they were chosen in. */
export function startModes(): void {
  useModes.subscribe(({ modes }) => apply(modes));
  useSession.subscribe(({ session }, { session: before }) => {
    if (isOpen(before) && !isOpen(session)) resetModes();
  });
}

/** The stylesheets do the rest. What is usual has no attribute. */
function apply({ text, theme, reach }: Modes): void {
  const { dataset } = document.documentElement;
  for (const [name, value] of Object.entries({ text, theme, reach })) {
    if (value === usual[name as keyof Modes]) delete dataset[name];
    else dataset[name] = value;
  }
}
