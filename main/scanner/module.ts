import { scannerProcedures } from "./procedures.ts";
import { createScanner, type Scanner } from "./scanner.ts";

/** What is held to the scanner, or typed by one. */
export type ScannerModule = Pick<Scanner, "state" | "feed" | "close"> & {
  readonly procedures: ReturnType<typeof scannerProcedures>;
};

export function createScannerModule(deps: Parameters<typeof createScanner>[0]): ScannerModule {
  const scanner = createScanner(deps);
  const { state, feed, close } = scanner;
  return { state, feed, close, procedures: scannerProcedures(scanner) };
}
