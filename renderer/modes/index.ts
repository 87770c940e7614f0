export { ModesKey } from "./ModesKey.tsx";
export { ModesPanel } from "./ModesPanel.tsx";
export { type Modes, resetModes, startModes, useModes } from "./store.ts";
