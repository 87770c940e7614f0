import { readFileSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { homedir } from "node:os";
import { join } from "node:path";

/** Where the kiosk's monitor lies on the display, px. */
export type Area = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};

type Environment = Readonly<Record<string, string | undefined>>;

/** How long an X server may take to tell its size, ms. */
const patience = 2_000;

/**
 * The area of the primary monitor of this X display, else of the first one; null where there is no X server that can
 * be asked. Without a window manager nobody makes a browser's window as large as the screen.
 * Protocol: https://www.x.org/releases/current/doc/xproto/x11protocol.html, appendix B; RandR 1.5, section 7.
 */
export async function displayArea(environment: Environment = process.env): Promise<Area | null> {
  const [, host, number] = /^([^:]*):(\d+)(?:\.\d+)?$/.exec(environment.DISPLAY ?? "") ?? [];
  if (host === undefined || number === undefined) return null;
  const socket =
    host === "" || host === "unix"
      ? connect(`/tmp/.X11-unix/X${number}`)
      : connect({ host, port: 6000 + Number(number) });
  try {
    return await ask(socket, cookieOf(environment, number));
  } catch {
    return null;
  } finally {
    socket.destroy();
  }
}

async function ask(socket: Socket, cookie: Buffer | null): Promise<Area> {
  const read = reader(socket);
  socket.write(greeting(cookie));
  const head = await read(8);
  if (head[0] !== 1) throw new Error("the X server refuses the connection");
  const setup = await read(head.readUInt16LE(6) * 4);
  const screen = 32 + padded(setup.readUInt16LE(16)) + 8 * setup.readUInt8(21);
  const whole = {
    x: 0,
    y: 0,
    width: setup.readUInt16LE(screen + 20),
    height: setup.readUInt16LE(screen + 22),
  };

  // QueryExtension
  const name = Buffer.from("RANDR\0\0\0");
  socket.write(Buffer.concat([Buffer.from([98, 0, 4, 0, 5, 0, 0, 0]), name]));
  const extension = await read(32);
  if (extension[0] !== 1 || extension[8] !== 1) return whole;
  // RRGetMonitors, of the root window, those in use
  const monitors = Buffer.from([extension.readUInt8(9), 42, 3, 0, 0, 0, 0, 0, 1, 0, 0, 0]);
  monitors.writeUInt32LE(setup.readUInt32LE(screen), 4);
  socket.write(monitors);
  const reply = await read(32);
  if (reply[0] !== 1) return whole;
  const list = await read(reply.readUInt32LE(4) * 4);
  const areas: Area[] = [];
  for (let at = 0; at + 24 <= list.length; at += 24 + 4 * list.readUInt16LE(at + 6)) {
    const area = {
      x: list.readInt16LE(at + 8),
      y: list.readInt16LE(at + 10),
      width: list.readUInt16LE(at + 12),
      height: list.readUInt16LE(at + 14),
    };
    if (list[at + 4] === 1) return area;
    areas.push(area);
  }
  return areas[0] ?? whole;
}

const padded = (length: number): number => Math.ceil(length / 4) * 4;

/** The connection's first message: little endian, version 11.0, and the cookie where there is one. */
function greeting(cookie: Buffer | null): Buffer {
  const name = Buffer.from(cookie ? cookieName : "");
  const data = cookie ?? Buffer.alloc(0);
  const whole = Buffer.alloc(12 + padded(name.length) + padded(data.length));
  whole.write("l");
  whole.writeUInt16LE(11, 2);
  whole.writeUInt16LE(name.length, 6);
  whole.writeUInt16LE(data.length, 8);
  name.copy(whole, 12);
  data.copy(whole, 12 + padded(name.length));
  return whole;
}

const cookieName = "MIT-MAGIC-COOKIE-1";

/** The display's cookie from the user's file of them (Xau: family, then four strings with a length of two bytes). */
function cookieOf(environment: Environment, display: string): Buffer | null {
  let file: Buffer;
  try {
    file = readFileSync(environment.XAUTHORITY ?? join(environment.HOME ?? homedir(), ".Xauthority"));
  } catch {
    return null;
  }
  for (let at = 0; at + 2 <= file.length; ) {
    at += 2;
    const [, number, name, data] = Array.from({ length: 4 }, () => {
      const length = at + 2 <= file.length ? file.readUInt16BE(at) : 0;
      const text = file.subarray(at + 2, at + 2 + length);
      at += 2 + length;
      return text;
    });
    const isDisplay = number?.length === 0 || number?.toString() === display;
    if (isDisplay && name?.toString() === cookieName) return Buffer.from(data ?? "");
  }
  return null;
}

/** Reads so many bytes at a time; rejects when the server leaves or stays silent. */
function reader(socket: Socket): (length: number) => Promise<Buffer> {
  let come = Buffer.alloc(0);
  let wake: () => void = () => undefined;
  let gone: Error | null = null;
  const fail = (error: Error): void => {
    gone = error;
    wake();
  };
  socket.setTimeout(patience, () => fail(new Error("the X server is silent")));
  socket.on("error", fail);
  socket.on("close", () => fail(new Error("the X server has closed the connection")));
  socket.on("data", (chunk) => {
    come = Buffer.concat([come, chunk]);
    wake();
  });
  return async (length) => {
    while (come.length < length) {
      if (gone) throw gone;
      await new Promise<void>((resolve) => (wake = resolve));
    }
    const taken = come.subarray(0, length);
    come = come.subarray(length);
    return taken;
  };
}
