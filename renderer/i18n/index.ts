export { type Language, languageName, languages } from "./languages.ts";
export { setLanguage, startTexts, useTexts } from "./texts.ts";
