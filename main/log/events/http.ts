import { defineLogEvents } from "#contract/base/log.ts";

export const httpEvents = defineLogEvents({
  "http.foreign-request": {
    level: "warn",
    security: true,
    sentence: "A request that does not come from the kiosk's own page was refused",
    facts: { method: "code" },
    action: "Find the program on this machine that calls the kiosk's port",
  },
  "http.sockets-bounded": {
    level: "warn",
    security: true,
    sentence:
      "There are more connections to the kiosk's port than its screens open: one was ended for another",
    action: "Find the program on this machine that calls the kiosk's port",
  },
  "http.foreign-user": {
    level: "error",
    security: true,
    sentence: "Another user of this machine offered the window's token",
    facts: { user: "count" },
    action: "Find out what that user runs: nobody but the kiosk's user has business with its token",
  },
  "http.page-refused": {
    level: "error",
    security: true,
    sentence: "The window's page was not let in; a new window is opened",
    facts: { token: ["spent", "late"] },
    action: "If it repeats, find out what else opens the window's address",
  },
  "http.request-failed": {
    level: "error",
    sentence: "A request failed on a bug",
    facts: { error: "trace" },
    action: "Report the stack to the developers",
  },
  "http.call-refused": {
    level: "warn",
    sentence: "A call was refused because it does not keep to the contract",
    facts: { code: "code" },
    action: "If it repeats, report it to the developers: screens and core may be of different versions",
  },
  "http.call-failed": {
    level: "error",
    sentence: "A call failed on a bug",
    facts: { error: "trace", cause: "trace?" },
    action: "Report the stack to the developers",
  },
  "page.window-lost": {
    level: "error",
    sentence: "The window is gone or answers nothing; it is opened anew",
    action: "If it repeats, look for a full disk, little memory, or a display driver that fails",
  },
  "page.escape-tried": {
    level: "warn",
    security: true,
    sentence: "Keys were pressed that would lead out of the kiosk; they did nothing",
    facts: { keys: "code" },
    action: "If it repeats, look who does it, and whether a keyboard can be reached that patients don't need",
  },
  "page.broke": {
    level: "error",
    sentence: "The screens broke on a bug; the page is loaded anew",
    facts: { error: "trace", stack: "trace?" },
    action: "Report the stack to the developers",
  },
});
