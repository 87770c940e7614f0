export {
  type DeskTicket,
  type JournalJob,
  openPrintJournal,
  type PrintJournal,
  type TicketEdition,
} from "./journal.ts";
export { isOver, type JobState, jobStates, mayFollow } from "./states.ts";
