import { api } from "../rpc/base.ts";
import type { Parts } from "../rpc/parts.ts";

export const scannerProcedures = (parts: Parts) => ({
  read: api.scanner.read.handler(({ input }) => parts.scanner.read(input.text)),
});
