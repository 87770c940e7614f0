import type russian from "#assets/locales/ru.json";

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "screens";
    resources: { screens: (typeof russian)["screens"] };
  }
}
