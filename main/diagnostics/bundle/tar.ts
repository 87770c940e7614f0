import { gzipSync } from "node:zlib";

export type ArchiveFile = { readonly name: string; readonly content: string | Uint8Array };

const block = 512;

/**
 * A gzipped tar archive (POSIX.1-1988 ustar, which every system unpacks).
 * @param files names of at most 100 ASCII letters
 * @param time of all files, ms since 1970
 */
export function tarGz(files: readonly ArchiveFile[], time: number): Buffer {
  const parts = files.flatMap(({ name, content }) => {
    const data = Buffer.from(content);
    return [header(name, data.length, time), data, Buffer.alloc((block - (data.length % block)) % block)];
  });
  return gzipSync(Buffer.concat([...parts, Buffer.alloc(2 * block)]));
}

function header(name: string, size: number, time: number): Buffer {
  const head = Buffer.alloc(block);
  const octal = (value: number, length: number): string => `${value.toString(8).padStart(length - 1, "0")}\0`;
  head.write(name, 0, 100);
  head.write(octal(0o600, 8), 100);
  head.write(octal(0, 8), 108);
  head.write(octal(0, 8), 116);
  head.write(octal(size, 12), 124);
  head.write(octal(Math.floor(time / 1000), 12), 136);
  // The checksum is counted with spaces in its own place.
  head.write("        ", 148);
  head.write("0", 156);
  head.write("ustar\0" + "00", 257);
  const sum = head.reduce((total, byte) => total + byte, 0);
  head.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
  return head;
}
