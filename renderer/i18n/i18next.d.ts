import type russian from "#assets/locales/ru.json";

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "screens";
    /** `reception` is loaded by the page at the counter alone. */
    resources: { screens: (typeof russian)["screens"]; reception: (typeof russian)["reception"] };
  }
}
