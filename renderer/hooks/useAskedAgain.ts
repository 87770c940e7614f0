import { useCallback, useState } from "react";
import { type Asked, useAsked } from "./useAsked.ts";

/** As {@link useAsked}, for what the centre itself answers: `again` asks once more, as after a failure. */
export function useAskedAgain<T>(
  key: string,
  call: () => Promise<T>,
): { readonly asked: Asked<T>; readonly again: () => void } {
  const [times, setTimes] = useState(0);
  const asked = useAsked(key, call, times);
  const again = useCallback(() => setTimes((before) => before + 1), []);
  return { asked, again };
}
