export { browserArguments } from "./arguments.ts";
export { findBrowser, hasDisplay, thisMachine } from "./find.ts";
export { managedPolicies } from "./policies.ts";
export { chromiumWindow } from "./window.ts";
