export {
  openPrintJournal,
  type PrintJournal,
  type ReviewTicket,
  type TicketEdition,
} from "./journal.ts";
export { isOver, type JobState, jobStates, mayFollow } from "./states.ts";
