import { api } from "../sessions/api.ts";
import type { Scanner } from "./scanner.ts";

export const scannerProcedures = (scanner: Pick<Scanner, "read">) => ({
  read: api.scanner.read.handler(({ input }) => scanner.read(input.text)),
});
