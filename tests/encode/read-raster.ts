/** What a print head makes of a job in raster mode. */
export type RasterPaper = {
  /** Dots. */
  readonly width: number;
  readonly rows: readonly Uint8Array[];
  /** Rows of each `GS v 0`. */
  readonly bands: readonly number[];
  /** What stood before the first band and after the last one. */
  readonly before: string;
  readonly after: string;
};

/** Takes a raster job apart by the lengths that its commands tell, independently of the encoder. */
export function readRaster(bytes: Uint8Array): RasterPaper {
  const job = Buffer.from(bytes);
  const first = job.indexOf("1d763000", "hex");
  if (first === -1) throw new Error("no picture in the job");
  const rows: Uint8Array[] = [];
  const bands: number[] = [];
  let width = 0;
  let at = first;
  while (job.subarray(at, at + 4).toString("hex") === "1d763000") {
    const stride = job.readUInt16LE(at + 4);
    const count = job.readUInt16LE(at + 6);
    at += 8;
    if (at + stride * count > job.length) throw new Error("the job ends inside a picture");
    for (let row = 0; row < count; row++) rows.push(job.subarray(at + row * stride, at + (row + 1) * stride));
    bands.push(count);
    width = stride * 8;
    at += stride * count;
  }
  return {
    width,
    rows,
    bands,
    before: job.subarray(0, first).toString("hex"),
    after: job.subarray(at).toString("hex"),
  };
}

export const isDark = ({ rows }: RasterPaper, x: number, y: number): boolean =>
  (((rows[y]?.[x >> 3] ?? 0) >> (7 - (x & 7))) & 1) === 1;

/** A portable bitmap (P4) of the paper: what image readers understand, made of the very bytes that are sent. */
export const asPbm = ({ width, rows }: RasterPaper): Buffer =>
  Buffer.concat([Buffer.from(`P4\n${width} ${rows.length}\n`), ...rows]);
