import { useModes } from "../modes/store.ts";

const slower = 3;

/** How long a screen waits before it leaves by itself, s: who listens needs longer than who reads. */
export function useTimeout(seconds: number): number {
  const spoken = useModes(({ modes }) => modes.spoken);
  return spoken ? slower * seconds : seconds;
}
