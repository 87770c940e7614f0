export { createAsking } from "./ask.ts";
export { createStatusBoard, type StatusBoard } from "./board.ts";
export { type Condition, mayPrint, statusOf, together } from "./condition.ts";
export { readAutomatic, readPortStatus } from "./parse.ts";
export { askStatus, enableAutomatic, type StatusQuestion } from "./questions.ts";
export type { Reply } from "./replies.ts";
