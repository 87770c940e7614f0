export { byKeys, listenKeys } from "./listen.ts";
export { isTarget, scope } from "./targets.ts";
