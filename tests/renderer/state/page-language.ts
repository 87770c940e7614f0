/** The language of the screens, where there is no page: in place of renderer/i18n, for tests of renderer/state. */
export const language = { now: "ru" };
export const setLanguage = (code: string): void => {
  language.now = code;
};
export const currentLanguage = (): string => language.now;
