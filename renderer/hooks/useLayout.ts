import { useModes } from "../modes/index.ts";
import { layout } from "../styles/unit.ts";

/** {@link layout}, reckoned anew when another text size is chosen. A change of the window's size is the caller's. */
export function useLayout(): ReturnType<typeof layout> {
  useModes(({ modes }) => modes.text);
  return layout();
}
