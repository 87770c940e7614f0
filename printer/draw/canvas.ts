import { createRequire } from "node:module";
import type * as Canvas from "@napi-rs/canvas";

const require = createRequire(import.meta.url);

/**
 * The canvas, loaded with the first ticket or logo that is drawn: its machine code takes time and memory at the start,
 * and a printer in text mode never needs it.
 */
export const canvas = (): typeof Canvas => require("@napi-rs/canvas");
