export { type Language, languageName, languages } from "./languages.ts";
export { currentLanguage, setLanguage, startTexts, useTexts } from "./messages.ts";
