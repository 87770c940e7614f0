export { ModesKey } from "./ModesKey.tsx";
export { ModesPanel } from "./ModesPanel.tsx";
export { resetModes, startModes } from "./store.ts";
