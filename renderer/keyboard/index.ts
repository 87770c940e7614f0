export { byKeys, listenKeys } from "./listen.ts";
