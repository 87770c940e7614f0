import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Socket } from "node:net";

export type SocketBound = {
  /** A whole request is a call that carries the page's cookie: its socket is in use until it is answered. */
  admitted(request: IncomingMessage, response: ServerResponse): void;
};

/**
 * At most `most` sockets at once. One more ends the one that has carried no call of the page's for longest, or was
 * opened first; one that carries such a call now is never ended, so that the newcomer is turned away where all do. A
 * program that opens sockets and leaves them so can't keep the page out, whether it has the cookie or not. The page's
 * stream of events is a call until it ends. What carries no cookie, or isn't whole, counts for nothing: it could be
 * repeated or dragged out by anybody.
 *
 * `server.maxConnections` would turn the newcomer away before anybody hears of it.
 * @param onEnded a socket was ended in favour of another, or turned away
 */
export function boundSockets(server: Server, most: number, onEnded: () => void): SocketBound {
  /** Each with the number of its calls under way; the one that was in use last stands last. */
  const sockets = new Map<Socket, number>();
  const count = (socket: Socket, by: number): void => {
    const before = sockets.get(socket);
    if (before === undefined) return;
    sockets.delete(socket);
    sockets.set(socket, before + by);
  };
  server.on("connection", (socket: Socket) => {
    sockets.set(socket, 0);
    socket.once("close", () => sockets.delete(socket));
    if (sockets.size <= most) return;
    const [idle = socket] = [...sockets].find(([, calls]) => calls === 0) ?? [];
    sockets.delete(idle);
    idle.destroy();
    onEnded();
  });
  return {
    admitted({ socket }, response) {
      count(socket, 1);
      response.once("close", () => count(socket, -1));
    },
  };
}
