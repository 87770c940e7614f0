import type { PrinterStatus } from "#contract/index.ts";
import type { PrinterProfile } from "../profiles/index.ts";
import { type CompletionMarkers, createCompletionMarkers, type Proof } from "../proof/index.ts";
import {
  askStatus,
  type Condition,
  createAsking,
  enableAutomatic,
  mayPrint,
  readAutomatic,
  readPortStatus,
  type StatusQuestion,
  statusOf,
  together,
} from "../status/index.ts";
import type { Connection, TransportFault } from "../transports/index.ts";
import type { DeviceMemory, DeviceOptions } from "./settings.ts";

/** Between two looks at an idle queue, ms. */
const queuePause = 15_000;

/** One open line to the device: what it answers, which proofs are pending, and its state. */
export interface Line {
  readonly connection: Connection;
  readonly profile: PrinterProfile;
  readonly markers: CompletionMarkers;
  /** The kinds of proof that are asked of this device. */
  readonly proofs: readonly Proof[];
  /** Asks for the state now. A device that has answered nothing so far is asked again where it has nothing else to do (`idle`) only. */
  poll(how?: { readonly idle: true }): Promise<PrinterStatus>;
  /** Whether it has told anything at all on this line. */
  answers(): boolean;
  /** How many polls in a row a device that used to answer has been silent. */
  missedPolls(): number;
  /** A ticket waits at the presenter, as last seen; null where there is no sensor. */
  ticketPresent(): boolean | null;
}

export function openLine(
  connection: Connection,
  options: Pick<DeviceOptions, "clock" | "log"> & {
    readonly profile: PrinterProfile;
    readonly memory: DeviceMemory;
    readonly random: () => number;
    readonly onStatus: (status: PrinterStatus) => void;
    /** Called before a command is sent that waits in the device's queue, where nothing is known to stop it. */
    readonly beforeQueued: () => Promise<void>;
  },
): Line {
  const { profile, memory, clock, onStatus } = options;
  const asking = createAsking(connection, clock);
  const markers = createCompletionMarkers(clock, options.random);
  let answering: StatusQuestion[] = [];
  let condition: Condition | null = null;
  let automatic = false;
  let missedPolls = 0;

  asking.onUnasked((reply) => {
    markers.onReply(reply);
    if (reply.kind !== "automatic") return;
    automatic = true;
    const read = readAutomatic(reply.bytes);
    condition = { ...read, ticketPresent: condition?.ticketPresent ?? null };
    onStatus(statusOf(condition));
  });
  markers.onProof((_job, proof) => learn({ proofs: [proof] }));
  void connection.over.then(() => markers.forget());

  function learn(news: { ways?: StatusQuestion[]; proofs?: Proof[] }): void {
    const known = memory.get();
    const ways = [...new Set([...known.ways, ...(news.ways ?? [])])];
    const proofs = [...new Set([...known.proofs, ...(news.proofs ?? [])])];
    if (ways.length === known.ways.length && proofs.length === known.proofs.length) return;
    memory.set({ ways, proofs });
    options.log.write("printer.answers", { ways, proofs });
  }

  const worthTrying = profile.status.filter((way) => way !== "asb");

  /** An unfinished command would take the next one for its data. */
  async function queueIsClean(now: Condition | null): Promise<void> {
    const stands = now !== null && !mayPrint(statusOf(now));
    if (!stands && !markers.pending()) await options.beforeQueued();
  }

  /** Asks in every way that was answered before; with none, in all that the profile names. */
  async function ask(): Promise<{ condition: Condition | null; silent: boolean }> {
    const found: StatusQuestion[] = [];
    const answered = memory.get().ways.length > 0;
    let now: Condition | null = null;
    const ways = (answering.length > 0 ? answering : worthTrying).filter(
      // Its answer can't be told from a marker's.
      (way) => way !== "gsE" || !markers.counting(),
    );
    if (ways.length === 0) return { condition, silent: false };
    for (const way of ways) {
      if (way === "gsE") await queueIsClean(now);
      const read = await askStatus(way, asking);
      if (read === null) {
        if (answering.length > 0) return { condition: null, silent: true };
        continue;
      }
      found.push(way);
      now = now === null ? read : together(now, read);
    }
    if (answering.length === 0 && found.length > 0) {
      answering = found;
      learn({ ways: found });
      if (profile.status.includes("asb")) {
        await queueIsClean(now);
        await connection.write(enableAutomatic, 500);
      }
    }
    return { condition: now, silent: now === null && answered };
  }

  let askedAt = Number.NEGATIVE_INFINITY;
  let lastFault: TransportFault | null = null;
  /** Asking a queue starts a program: not at every idle look. */
  async function unheardFault(how?: { readonly idle: true }): Promise<TransportFault | null> {
    if (!connection.fault || (how?.idle && clock.monotonic() - askedAt < queuePause)) return lastFault;
    askedAt = clock.monotonic();
    lastFault = await connection.fault();
    return lastFault;
  }

  const byPort = async (): Promise<Condition | null> => {
    const byte = (await connection.portStatus?.()) ?? null;
    return byte === null ? null : readPortStatus(byte);
  };

  return {
    connection,
    profile,
    markers,
    get proofs() {
      if (!connection.hears) return [];
      const known = memory.get().proofs;
      return [...new Set([...profile.proof, ...known])];
    },
    async poll(how) {
      if (!connection.hears) return (await unheardFault(how)) === null ? "unknown" : "offline";
      const worthAsking = answering.length > 0 || how?.idle === true || memory.get().ways.length > 0;
      const { condition: read, silent } = worthAsking ? await ask() : { condition: null, silent: false };
      missedPolls = silent ? missedPolls + 1 : 0;
      if (silent) {
        // Switched off, or its line is cut: what it had not printed is lost, and it starts anew.
        answering = [];
        automatic = false;
        condition = null;
        markers.forget();
        return "offline";
      }
      condition = read ?? (automatic ? condition : await byPort());
      return condition === null ? "unknown" : statusOf(condition);
    },
    answers: () => answering.length > 0 || automatic,
    missedPolls: () => missedPolls,
    ticketPresent: () => condition?.ticketPresent ?? null,
  };
}
