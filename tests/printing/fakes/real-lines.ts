import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { constants, existsSync } from "node:fs";
import { open } from "node:fs/promises";
import { createServer, type Socket } from "node:net";
import { join } from "node:path";
import { SerialPort } from "serialport";
import { systemClock } from "#main/time/clock.ts";
import {
  deviceFileTransport,
  serialTransport,
  spoolerTransport,
  type Transport,
  tcpTransport,
} from "#printer/index.ts";
import { waitFor } from "#tests/support/kiosk.ts";
import type { Machine } from "./escpos-machine.ts";

/** A machine at the far end of a line that the system knows. */
export type RealLine = {
  readonly transport: Transport;
  /** More bytes than all buffers on the way hold. */
  readonly tooMany: number;
  /** Whether the machine's answers come back. */
  readonly hears: boolean;
  /** Cuts the line: unplugged, or the network is down. */
  cut(): Promise<void>;
  mend(): Promise<void>;
  /** The far end takes no more bytes, without a word. */
  stall(on: boolean): void;
};

type Later = (close: () => unknown) => void;

/** The machine behind a TCP port. */
export async function tcpLine(machine: Machine, later: Later): Promise<RealLine> {
  let sockets: Socket[] = [];
  let stalled = false;
  /** What has come over a line and finds no room in the machine; gone with its line. */
  const held = new Map<Socket, Buffer>();
  const settle = (): void => {
    for (const socket of sockets) {
      let rest = held.get(socket) ?? Buffer.alloc(0);
      while (rest.length > 0 && !stalled && !machine.full()) {
        const piece = rest.subarray(0, 256);
        rest = rest.subarray(256);
        held.set(socket, rest);
        machine.receive(Uint8Array.from(piece));
        rest = held.get(socket) ?? rest;
      }
      if (stalled || machine.full()) socket.pause();
      else socket.resume();
    }
  };
  machine.onRoom(settle);
  const serve = (port: number) =>
    new Promise<{ port: number; close(): Promise<void> }>((resolve) => {
      const server = createServer({ noDelay: true }, (socket) => {
        sockets.push(socket);
        socket.on("error", () => undefined);
        socket.on("data", (bytes) => {
          held.set(socket, Buffer.concat([held.get(socket) ?? Buffer.alloc(0), bytes]));
          settle();
        });
        socket.on("close", () => {
          sockets = sockets.filter((one) => one !== socket);
          held.delete(socket);
        });
        machine.answerTo((bytes) => {
          if (socket.writable) socket.write(bytes);
        });
        settle();
      });
      server.listen(port, "127.0.0.1", () => {
        const address = server.address();
        if (address === null || typeof address === "string") throw new Error("no port");
        resolve({
          port: address.port,
          close: () =>
            new Promise((done) => {
              for (const socket of sockets) socket.destroy();
              sockets = [];
              server.close(() => done());
            }),
        });
      });
    });
  let server = await serve(0);
  const { port } = server;
  later(() => server.close());
  return {
    transport: tcpTransport({ host: "127.0.0.1", port }, systemClock),
    tooMany: 24_000_000,
    hears: true,
    cut: () => server.close(),
    async mend() {
      server = await serve(port);
    },
    stall(on) {
      stalled = on;
      settle();
    },
  };
}

/** The machine behind a pair of pseudo terminals, reached as a serial port or as a device file. */
export async function ptyLine(
  machine: Machine,
  later: Later,
  folder: string,
  as: "serial" | "device",
): Promise<RealLine> {
  const [near, far] = [join(folder, "kiosk-end"), join(folder, "printer-end")];
  let socat: ChildProcess | null = null;
  let port: SerialPort | null = null;
  let stalled = false;
  const settle = (): void => {
    if (stalled || machine.full()) port?.pause();
    else port?.resume();
  };
  machine.onRoom(settle);
  const cut = async (): Promise<void> => {
    const [running, line] = [socat, port];
    [socat, port] = [null, null];
    if (line?.isOpen) await new Promise<void>((done) => line.close(() => done()));
    if (!running) return;
    const gone = new Promise((resolve) => running.once("exit", resolve));
    running.kill();
    await gone;
  };
  const mend = async (): Promise<void> => {
    const fresh = spawn(
      "socat",
      [near, far].map((link) => `pty,raw,echo=0,link=${link}`),
      { stdio: "ignore" },
    );
    fresh.once("error", () => undefined);
    socat = fresh;
    await waitFor(() => {
      if (fresh.pid === undefined) throw new Error("socat is not installed (Debian: apt-get install socat)");
      return existsSync(near) && existsSync(far);
    });
    const line = new SerialPort({ path: far, baudRate: 115_200, autoOpen: false });
    await new Promise<void>((done, fail) => line.open((error) => (error ? fail(error) : done())));
    line.on("error", () => undefined);
    line.on("data", (bytes: Buffer) => {
      machine.receive(Uint8Array.from(bytes));
      settle();
    });
    machine.answerTo((bytes) => {
      if (line.isOpen) line.write(Buffer.from(bytes));
    });
    port = line;
    settle();
  };
  later(cut);
  await mend();
  return {
    transport:
      as === "serial"
        ? serialTransport({ path: near, baudRate: 921_600, flow: "none" }, systemClock)
        : deviceFileTransport(near, systemClock),
    tooMany: 300_000,
    hears: true,
    cut,
    mend,
    stall(on) {
      stalled = on;
      settle();
    },
  };
}

/** The machine reads a FIFO, as a device that can't answer. */
export async function fifoLine(machine: Machine, later: Later, folder: string): Promise<RealLine> {
  const path = join(folder, "lp0");
  execFileSync("mkfifo", [path]);
  let stalled = false;
  let closeReader: () => Promise<void> = async () => undefined;
  const mend = async (): Promise<void> => {
    const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    let on = true;
    const read = async (): Promise<void> => {
      const buffer = Buffer.alloc(4096);
      while (on) {
        const { bytesRead } = stalled
          ? { bytesRead: 0 }
          : await file.read(buffer, 0, buffer.length, null).catch(() => ({ bytesRead: 0 }));
        if (bytesRead > 0) machine.receive(Uint8Array.from(buffer.subarray(0, bytesRead)));
        else await new Promise((resolve) => setTimeout(resolve, 5));
      }
      await file.close();
    };
    const reading = read();
    closeReader = () => {
      on = false;
      return reading;
    };
  };
  await mend();
  later(() => closeReader());
  return {
    transport: deviceFileTransport(path, systemClock),
    tooMany: 24_000_000,
    hears: false,
    cut: () => closeReader(),
    mend,
    stall: (on) => {
      stalled = on;
    },
  };
}

/** A queue of the system whose jobs end in a file: `lp` itself is a stand-in, the processes are real. */
export async function spoolerLine(machine: Machine, later: Later, folder: string): Promise<RealLine> {
  const gate = join(folder, "queue-is-there");
  const slow = join(folder, "queue-is-slow");
  const jobs = join(folder, "jobs");
  execFileSync("touch", [gate, jobs]);
  let seen = 0;
  const timer = setInterval(async () => {
    const file = await open(jobs, "r").catch(() => null);
    if (!file) return;
    const all = await file.readFile();
    await file.close();
    if (all.length > seen) machine.receive(Uint8Array.from(all.subarray(seen)));
    seen = Math.max(seen, all.length);
  }, 10);
  later(() => clearInterval(timer));
  const script = `test -e '${gate}' || exit 1; test -e '${slow}' && sleep 30; cat >> '${jobs}'`;
  return {
    transport: spoolerTransport("kiosk", systemClock, {
      print: ["sh", "-c", script],
      state: ["sh", "-c", `test -e '${gate}' && echo 'printer kiosk is idle.  enabled since today'`],
      accepting: null,
      jobs: null,
      cancel: null,
      refusesWhole: true,
    }),
    tooMany: 24_000_000,
    hears: false,
    cut: async () => void execFileSync("rm", [gate]),
    mend: async () => void execFileSync("touch", [gate]),
    stall: (on) => void execFileSync(on ? "touch" : "rm", [slow]),
  };
}
