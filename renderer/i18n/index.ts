export { type Language, languages, setLanguage, startTexts, useTexts } from "./texts.ts";
