import { readFileSync } from "node:fs";

/**
 * The user (uid) that owns the other end of a loopback connection, by the kernel's tables of sockets
 * (proc_pid_net(5): columns sl, local_address, rem_address, …, uid). Null where that can't be told: not Linux, or
 * the connection is gone.
 */
export function peerUser(ports: { readonly peer: number; readonly own: number }): number | null {
  const hex = (port: number): string => port.toString(16).toUpperCase().padStart(4, "0");
  const [from, to] = [`:${hex(ports.peer)}`, `:${hex(ports.own)}`];
  for (const table of ["/proc/net/tcp", "/proc/net/tcp6"]) {
    for (const line of linesOf(table)) {
      const columns = line.trim().split(/\s+/);
      if (columns[1]?.endsWith(from) && columns[2]?.endsWith(to)) return Number(columns[7]);
    }
  }
  return null;
}

function linesOf(table: string): string[] {
  try {
    return readFileSync(table, "utf8").split("\n").slice(1);
  } catch {
    return [];
  }
}
