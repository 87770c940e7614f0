/** Exit codes of all commands, for scripts; `man infomat` lists them. A code never changes its meaning. */
export const exitCodes = {
  well: 0,
  /** Something failed, or the answer is no: not ready, not idle, out of paper. */
  failed: 1,
  /** Words that are no command. */
  wrongWords: 2,
  /** No kiosk runs with this data folder. */
  notRunning: 3,
  /** Neither root nor the kiosk's user. */
  notPermitted: 4,
  /** The configuration is missing or broken: sysexits' EX_CONFIG. The system's unit doesn't start it again then. */
  notSetUp: 78,
} as const;
