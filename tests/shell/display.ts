import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";

export type Display = {
  /** For the environment, such as `:99`. */
  readonly name: string;
  /** The colour that stands at this place now, as `#rrggbb`. */
  pixel(x: number, y: number): string;
  /** The colours along a line, each once. */
  colours(from: readonly [number, number], to: readonly [number, number]): readonly string[];
  close(): Promise<void>;
};

/** An X display in memory without a window manager, whose own pixels can be read. Throws where Xvfb is missing. */
export async function startDisplay(width: number, height: number): Promise<Display> {
  const folder = mkdtempSync(join(tmpdir(), "infomat-display-"));
  const words = ["-displayfd", "3", "-screen", "0", `${width}x${height}x24`, "-fbdir", folder];
  const server = spawn("Xvfb", [...words, "-nolisten", "tcp", "-ac"], {
    stdio: ["ignore", "ignore", "ignore", "pipe"],
  });
  const gone = new Promise<void>((resolve) => server.once("exit", () => resolve()));
  const number = await new Promise<string>((resolve, reject) => {
    server.once("error", () => reject(new Error("Xvfb is not installed (Debian: apt-get install xvfb)")));
    server.once("exit", (code) => reject(new Error(`Xvfb ended with ${code}`)));
    (server.stdio[3] as Readable).once("data", (data: Buffer) => resolve(data.toString().trim()));
  });

  /** The frame buffer is a file in the format of xwd, its header in big endian (X11/XWDFile.h). */
  const picture = (): ((x: number, y: number) => string) => {
    const file = readFileSync(join(folder, "Xvfb_screen0"));
    const start = file.readUInt32BE(0) + 12 * file.readUInt32BE(76);
    const line = file.readUInt32BE(48);
    return (x, y) =>
      `#${file
        .readUIntLE(start + y * line + x * 4, 3)
        .toString(16)
        .padStart(6, "0")}`;
  };
  return {
    name: `:${number}`,
    pixel: (x, y) => picture()(x, y),
    colours([x0, y0], [x1, y1]) {
      const at = picture();
      const steps = Math.max(Math.abs(x1 - x0), Math.abs(y1 - y0));
      const along = (a: number, b: number, step: number): number => Math.round(a + ((b - a) * step) / steps);
      const seen = Array.from({ length: steps + 1 }, (_, step) =>
        at(along(x0, x1, step), along(y0, y1, step)),
      );
      return [...new Set(seen)];
    },
    async close() {
      server.kill();
      await gone;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
