import { fstatSync, writeSync } from "node:fs";

/** Lines for the person at the console. Neither ever throws. */
export type Console = { say(line: string): void; complain(line: string): void };

/**
 * Standard output and error of a program that must outlive them: a line that a full disk or a closed pipe doesn't
 * take is left out, and the next one is tried again.
 */
export function keptConsole(): Console {
  return { say: lineWriter(process.stdout), complain: lineWriter(process.stderr) };
}

function lineWriter(stream: NodeJS.WriteStream & { readonly fd: number }): (line: string) => void {
  // Without a listener the stream's error ends the process.
  stream.on("error", () => undefined);
  return (line) => {
    const text = `${line}\n`;
    if (!isFile(stream.fd)) {
      stream.write(text);
      return;
    }
    try {
      // Past the stream, which closes for good after one failed write.
      writeSync(stream.fd, text);
    } catch {
      // There is nowhere to tell it.
    }
  };
}

function isFile(fd: number): boolean {
  try {
    const stat = fstatSync(fd);
    return stat.isFile();
  } catch {
    return false;
  }
}
