import files from "@fastify/static";
import type { FastifyInstance } from "fastify";
import { cacheControlOf } from "./headers.ts";

/** Serves a built page: no hidden files, no listing of folders, each file with how long it may be kept. */
export async function serveFiles(app: FastifyInstance, root: string): Promise<void> {
  await app.register(files, {
    root,
    index: "index.html",
    dotfiles: "ignore",
    cacheControl: false,
    setHeaders: (answer, path) => void answer.header("cache-control", cacheControlOf(path)),
  });
}
