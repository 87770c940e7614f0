export { ModesKey } from "./ModesKey.tsx";
export { ModesPanel } from "./ModesPanel.tsx";
export { chooseMode, resetModes, startModes, useModes } from "./store.ts";
