import type screens from "#assets/locales/ru/screens.json";

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "screens";
    resources: { screens: typeof screens };
  }
}
