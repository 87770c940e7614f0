import type { Clock } from "#contract/index.ts";
import { nextStep, type Step } from "./escpos-stream.ts";

/** What a printer can be asked; what it doesn't know it leaves unanswered. */
export type Knows = {
  readonly dleEot: boolean;
  readonly asb: boolean;
  readonly gsH: boolean;
  readonly gsR: boolean;
  readonly customFull: boolean;
  readonly gsE: boolean;
  /** The real-time command that empties its memory. */
  readonly clears: "dleDc4" | "dleEnq" | null;
};

/** Faults that a test sets and clears while the printer works. */
export type MachineState = {
  power: boolean;
  paper: "enough" | "nearEnd" | "out";
  cover: boolean;
  cutter: boolean;
  jam: boolean;
  hot: boolean;
  /** Taken offline at its own keys. */
  offline: boolean;
  /** Hears and prints, and answers nothing. */
  silent: boolean;
  /** ms from a question to its answer. */
  answersAfter: number;
  /** Steps of work in each `stepTime`; null: as fast as bytes come. */
  stepsAtOnce: number | null;
};

/** What came out. `text` holds its lines as letters of page CP866. */
type PaperTicket = { readonly text: string; readonly pictureRows: number };

export interface Machine {
  readonly state: Readonly<MachineState>;
  set(change: Partial<MachineState>): void;
  /** The change happens in the middle of a ticket: when that many more lines or picture bands have come out. */
  setAfterLines(lines: number, change: Partial<MachineState>): void;
  /** Bytes from the host. */
  receive(bytes: Uint8Array): void;
  /** Where answers go; one line at a time. */
  answerTo(send: (bytes: Uint8Array) => void): void;
  /** Whether its buffer takes no more; a line then holds back. */
  full(): boolean;
  /** Called when it has room again. */
  onRoom(listener: () => void): void;
  readonly tickets: PaperTicket[];
  /** Every byte that ever came. */
  received(): Uint8Array;
  ticketPresent(): boolean;
  /** The patient takes the ticket. */
  take(): void;
  readonly retracted: () => number;
  /** Bytes that made no sense as commands, as told by the reader. */
  readonly garbage: string[];
}

const bufferSize = 4096;
const stepTime = 10;

const working: MachineState = {
  power: true,
  paper: "enough",
  cover: false,
  cutter: false,
  jam: false,
  hot: false,
  offline: false,
  silent: false,
  answersAfter: 0,
  stepsAtOnce: null,
};

/**
 * An ESC/POS printer without the iron: it obeys real-time commands as they arrive, works through its buffer
 * while nothing stops it, goes on where it was after a refill, and forgets everything when switched off.
 */
export function createMachine(clock: Pick<Clock, "after">, knows: Partial<Knows> = {}): Machine {
  const known: Knows = {
    dleEot: true,
    asb: true,
    gsH: true,
    gsR: true,
    customFull: false,
    gsE: false,
    clears: "dleDc4",
    ...knows,
  };
  const state: MachineState = { ...working };
  const tickets: PaperTicket[] = [];
  const garbage: string[] = [];
  const all: Uint8Array[] = [];
  let buffer: Uint8Array = new Uint8Array();
  let tail: number[] = [];
  let lately: number[] = [];
  let send: (bytes: Uint8Array) => void = () => undefined;
  let room: () => void = () => undefined;
  let automatic = false;
  let lastAutomatic = "";
  let text = "";
  /** Letters of a line that isn't printed yet. */
  let line = "";
  let rows = 0;
  let presenter = false;
  let retracted = 0;
  let resting = false;
  let due: { lines: number; readonly next: Partial<MachineState> } | null = null;

  const stopped = (): boolean =>
    !state.power ||
    state.paper === "out" ||
    state.cover ||
    state.cutter ||
    state.jam ||
    state.hot ||
    state.offline;

  const answer = (...bytes: number[]): void => {
    if (!state.power || state.silent) return;
    const to = send;
    if (state.answersAfter === 0) to(Uint8Array.from(bytes));
    else clock.after(state.answersAfter, () => to(Uint8Array.from(bytes)));
  };

  const bit = (set: boolean, value: number): number => (set ? value : 0);
  const realTime = (part: number): void => {
    if (part === 0x14 && known.customFull) {
      const paper =
        bit(state.paper === "out", 0x01) | bit(state.paper === "nearEnd", 0x04) | bit(presenter, 0x20);
      const mend = bit(state.hot, 0x01) | bit(state.jam, 0x40);
      answer(0x10, 0x0f, paper, bit(state.cover, 0x02), mend, bit(state.cutter, 0x01));
    }
    if (!known.dleEot) return;
    if (part === 1) answer(0x12 | bit(stopped(), 0x08));
    if (part === 2)
      answer(
        0x12 |
          bit(state.cover, 0x04) |
          bit(state.paper === "out", 0x20) |
          bit(state.cutter || state.jam || state.hot, 0x40),
      );
    if (part === 3) answer(0x12 | bit(state.jam, 0x04) | bit(state.cutter, 0x08) | bit(state.hot, 0x40));
    if (part === 4) answer(0x12 | bit(state.paper !== "enough", 0x0c) | bit(state.paper === "out", 0x60));
  };
  const tellAutomatic = (always = false): void => {
    if (!automatic) return;
    const bytes = [
      0x10 | bit(stopped(), 0x08) | bit(state.cover, 0x20),
      bit(state.jam, 0x04) | bit(state.cutter, 0x08) | bit(state.hot, 0x40),
      bit(state.paper !== "enough", 0x03) | bit(state.paper === "out", 0x0c),
      0,
    ];
    if (!always && bytes.join() === lastAutomatic) return;
    lastAutomatic = bytes.join();
    answer(...bytes);
  };

  /** Real-time commands are obeyed wherever they stand, also inside a picture; answers what no command cleared away. */
  const listenInRealTime = (bytes: Uint8Array): Uint8Array => {
    let kept = 0;
    for (const [index, byte] of bytes.entries()) {
      tail = [...tail.slice(-2), byte];
      if (tail[0] === 0x10 && tail[1] === 0x04) realTime(byte);
      if (tail[0] === 0x10 && tail[1] === 0x05 && byte === 2 && known.clears === "dleEnq") {
        clear();
        kept = index + 1;
      }
      lately = [...lately.slice(-9), byte];
      if (known.clears === "dleDc4" && Buffer.from(lately).toString("hex") === "10140801031401060208") {
        clear();
        kept = index + 1;
        answer(0x37, 0x25, 0x00);
      }
    }
    return bytes.subarray(kept);
  };

  /** What is in the memory and not on paper yet. */
  const clear = (): void => {
    buffer = new Uint8Array();
    line = "";
  };

  const rollOn = (): void => {
    if (due === null || --due.lines > 0) return;
    const { next } = due;
    due = null;
    change(next);
  };
  const endTicket = (): void => {
    text += line;
    line = "";
    if (text !== "" || rows > 0) tickets.push({ text, pictureRows: rows });
    text = "";
    rows = 0;
  };

  function obey(step: Step): void {
    switch (step.kind) {
      case "text":
        line += new TextDecoder("ibm866").decode(step.bytes);
        break;
      case "feed":
        text += `${line}\n`;
        line = "";
        rollOn();
        break;
      case "picture":
        rows += step.rows;
        rollOn();
        break;
      case "command":
        command(step.name, step.arguments);
        break;
    }
  }

  function command(name: string, given: readonly number[]): void {
    if (name === "reset") line = "";
    if (name === "cut") endTicket();
    if (name === "cut and present") {
      endTicket();
      presenter = true;
    }
    if (name === "ejector" && given[0] === 3) presenter = true;
    if (name === "ejector" && given[0] === 2) retract();
    if (name === "ejector" && given[0] === 6 && known.gsE)
      answer(bit(state.paper !== "enough", 0x01) | bit(presenter, 0x08) | bit(state.jam, 0x80));
    if (name === "sensor" && known.gsR) answer(bit(state.paper !== "enough", 0x03));
    if (name === "extended H" && known.gsH) answer(0x37, 0x22, ...given.slice(2), 0x00);
    if (name === "automatic status" && known.asb) {
      automatic = (given[0] ?? 0) !== 0;
      tellAutomatic(true);
    }
  }
  const retract = (): void => {
    if (presenter) retracted++;
    presenter = false;
  };

  function work(): void {
    if (resting) return;
    let steps = 0;
    while (!stopped() && buffer.length > 0) {
      if (state.stepsAtOnce !== null && steps++ >= state.stepsAtOnce) {
        resting = true;
        clock.after(stepTime, () => {
          resting = false;
          work();
        });
        break;
      }
      let taken: ReturnType<typeof nextStep>;
      try {
        taken = nextStep(buffer);
      } catch (error) {
        garbage.push(String(error));
        buffer = buffer.slice(1);
        continue;
      }
      if (taken === null) break;
      buffer = buffer.slice(taken.length);
      obey(taken.step);
    }
    // A command longer than the buffer is worked on as it comes: it doesn't fill it.
    if (!machine.full()) room();
  }

  function change(next: Partial<MachineState>): void {
    const was = state.power;
    Object.assign(state, next);
    if (was && !state.power) {
      buffer = new Uint8Array();
      tail = [];
      automatic = false;
      lastAutomatic = "";
      text = "";
      line = "";
      rows = 0;
    }
    tellAutomatic();
    work();
  }

  const machine: Machine = {
    state,
    set: change,
    setAfterLines(lines, next) {
      due = { lines, next };
    },
    receive(bytes) {
      all.push(bytes);
      if (!state.power) return;
      const left = listenInRealTime(bytes);
      buffer = Uint8Array.from(Buffer.concat([buffer, left]));
      work();
    },
    answerTo(next) {
      send = next;
    },
    full: () => state.power && stopped() && buffer.length >= bufferSize,
    onRoom(listener) {
      room = listener;
    },
    tickets,
    received: () => Uint8Array.from(Buffer.concat(all)),
    ticketPresent: () => presenter,
    take() {
      presenter = false;
    },
    retracted: () => retracted,
    garbage,
  };
  return machine;
}
