/** So many steps of a pointer in a row, with no button down, are a mouse: a touch panel that poses as one jumps. */
const stepsOfMouse = 5;
const longestStep = 120;

/** Shows the pointer of a mouse while one is moved, and none on a touch screen, where it would only lie in the way. */
export function hideCursor(): void {
  const { dataset } = document.documentElement;
  let steps = 0;
  addEventListener(
    "pointermove",
    ({ pointerType, buttons, movementX, movementY }) => {
      if (pointerType !== "mouse" || buttons !== 0) return;
      const isStep = Math.hypot(movementX, movementY) <= longestStep;
      steps = isStep ? steps + 1 : 0;
      if (steps >= stepsOfMouse) dataset.mouse = "";
    },
    { passive: true },
  );
  addEventListener(
    "pointerdown",
    ({ pointerType }) => {
      if (pointerType === "mouse") return;
      steps = 0;
      delete dataset.mouse;
    },
    { capture: true, passive: true },
  );
}
