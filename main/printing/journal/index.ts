export { type DeskTicket, type JournalJob, openPrintJournal, type PrintJournal } from "./journal.ts";
export { type JobState, jobStates } from "./states.ts";
