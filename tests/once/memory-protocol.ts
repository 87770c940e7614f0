import type {
  Attempt,
  AttemptDeps,
  AttemptMark,
  BookingProtocol,
  BookResult,
  ChangeResult,
  Resolution,
  Settlement,
  UnsettledOperation,
} from "#contract/central/booking-protocol.ts";
import { CentralError } from "#contract/central/central.ts";

/**
 * What a round does: `asks` can't ask, `sends` sends and learns nothing, else it sends and comes to this. A booking and a
 * change end alike for the machine.
 */
export type Round = "asks" | "sends" | Resolution<BookResult & ChangeResult>;

/** A third protocol, without any central API: it does in each round what a test says, and tells what it was asked. */
export class MemoryProtocol implements BookingProtocol {
  rounds: Round[] = [];
  settlements: (Settlement | "away")[] = [];
  readonly settled: UnsettledOperation[] = [];
  /** How often something left. */
  left = 0;
  /** Runs before a round. */
  beforeRound: () => void = () => undefined;

  book = (_request: unknown, deps: AttemptDeps): Attempt<BookResult> => this.attempt(deps);
  change = (_request: unknown, deps: AttemptDeps): Attempt<ChangeResult> => this.attempt(deps);
  made = (): boolean => false;
  before = (): unknown => ({ as: "it was" });

  async settle(operation: UnsettledOperation): Promise<Settlement> {
    this.settled.push(operation);
    const settlement = this.settlements.shift() ?? { kind: "again" };
    if (settlement === "away") throw new CentralError("unavailable", "away");
    return settlement;
  }

  private attempt({ note, left }: AttemptDeps): Attempt<BookResult & ChangeResult> {
    const noted: AttemptMark[] = [];
    return {
      hasSent: () => noted.length > 0,
      round: async () => {
        this.beforeRound();
        const round = this.rounds.shift() ?? "sends";
        if (round === "asks") throw new CentralError("unavailable", "away");
        if (left.aborted) return "again";
        const mark = { of: "time", mark: `attempt ${noted.length + 1}` };
        note([mark]);
        noted.push(mark);
        this.left++;
        return round === "sends" ? "again" : round;
      },
    };
  }
}
