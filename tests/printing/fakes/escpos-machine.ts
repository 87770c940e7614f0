import type { Clock } from "#contract/index.ts";
import {
  automaticStatus,
  ejectorStatus,
  isStopped,
  type Knows,
  type MachineState,
  realTimeStatus,
  sensorStatus,
} from "./escpos-status.ts";
import { nextStep, type Step } from "./escpos-stream.ts";

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

  const stopped = (): boolean => isStopped(state);

  const answer = (...bytes: number[]): void => {
    if (!state.power || state.silent) return;
    const to = send;
    if (state.answersAfter === 0) to(Uint8Array.from(bytes));
    else clock.after(state.answersAfter, () => to(Uint8Array.from(bytes)));
  };

  const tellAutomatic = (always = false): void => {
    if (!automatic) return;
    const bytes = automaticStatus(state);
    if (!always && bytes.join() === lastAutomatic) return;
    lastAutomatic = bytes.join();
    answer(...bytes);
  };

  /** Real-time commands are obeyed wherever they stand, also inside a picture; answers what no command cleared away. */
  const listenInRealTime = (bytes: Uint8Array): Uint8Array => {
    let kept = 0;
    for (const [index, byte] of bytes.entries()) {
      tail = [...tail.slice(-2), byte];
      if (tail[0] === 0x10 && tail[1] === 0x04)
        for (const told of realTimeStatus(byte, { state, known, presenter })) answer(...told);
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
    if (name === "ejector" && given[0] === 6 && known.gsE) answer(ejectorStatus(state, presenter));
    if (name === "sensor" && known.gsR) answer(sensorStatus(state));
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
