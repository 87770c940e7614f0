import { createServer } from "node:http";
import { type CoreMessage, launcherMessageSchema, readCoreOptions } from "#main/shell/messages.ts";

/**
 * A core without a kiosk in it: serves one page, speaks the launcher's messages. Its page takes commands, so
 * that a test can make it die, lose its window, or tell how it was started.
 */
const options = readCoreOptions(process.env);
let windows = 0;
const tell = (message: CoreMessage) => process.send?.(message);
process.on("disconnect", () => process.exit(0));
process.on("message", (data) => {
  const message = launcherMessageSchema.parse(data);
  if (message.type === "stop") process.exit(0);
  windows++;
});

if (!options) {
  tell({ type: "failed", code: "OPTIONS_BROKEN", text: "" });
  process.exit(1);
}

const server = createServer((request, response) => {
  switch (request.url) {
    case "/die":
      process.kill(process.pid, "SIGKILL");
      break;
    case "/lose-window":
      tell({ type: "windowLost" });
      response.end();
      break;
    case "/state":
      response.end(JSON.stringify({ pid: process.pid, windows, options }));
      break;
    default:
      response.end("<!doctype html><title>a kiosk</title>");
  }
});
server.once("error", (error: NodeJS.ErrnoException) => {
  tell({ type: "failed", code: error.code === "EADDRINUSE" ? "PORT_TAKEN" : "CRASHED", text: error.message });
  process.exitCode = 1;
  setImmediate(() => process.exit(1));
});
server.listen(options.port ?? 0, "127.0.0.1", () => {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("not listening on TCP");
  tell({ type: "progress", text: "Core: store opened" });
  tell({
    type: "ready",
    url: `http://127.0.0.1:${address.port}/#token=${process.pid}`,
    port: address.port,
  });
});
