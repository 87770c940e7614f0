export { browserArguments } from "./arguments.ts";
export { findBrowser, hasDisplay, type Machine, thisMachine } from "./find.ts";
export { managedPolicies, policyFolders } from "./policies.ts";
export { chromiumWindow } from "./window.ts";
