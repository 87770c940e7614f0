import type { StaffActions } from "../state/staff-actions.ts";

/** How long the clinic's name is held for the PIN pad to open, ms. */
const heldFor = 3_000;

/** Opens the PIN pad when a finger stays on the clinic's name; one that is lifted or slides off it has done nothing. */
export function listenForStaff(act: Pick<StaffActions, "openPad">): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let finger: number | null = null;
  const isOnName = (target: EventTarget | null): boolean =>
    target instanceof Element && target.closest("[data-staff-hold]") !== null;
  const stop = (): void => {
    clearTimeout(timer);
    finger = null;
  };
  addEventListener(
    "pointerdown",
    ({ target, pointerId }) => {
      stop();
      if (!isOnName(target)) return;
      finger = pointerId;
      timer = setTimeout(() => {
        stop();
        act.openPad();
      }, heldFor);
    },
    { capture: true, passive: true },
  );
  addEventListener(
    "pointermove",
    ({ clientX, clientY, pointerId }) => {
      // A touch keeps its first target for as long as it lasts: what lies under it is asked anew.
      if (pointerId === finger && !isOnName(document.elementFromPoint(clientX, clientY))) stop();
    },
    { capture: true, passive: true },
  );
  for (const end of ["pointerup", "pointercancel"])
    addEventListener(end, stop, { capture: true, passive: true });
}
