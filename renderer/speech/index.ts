export { repeat, startSpeech, useCanSpeak } from "./start.ts";
