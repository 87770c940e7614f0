import { scannerProcedures } from "./procedures.ts";
import { createScanner, type Scanner } from "./scanner.ts";

/** What is held to the scanner, or typed by one. */
export type ScannerModule = Pick<Scanner, "feed" | "close"> & {
  readonly procedures: ReturnType<typeof scannerProcedures>;
};

export function createScannerModule(deps: Parameters<typeof createScanner>[0]): ScannerModule {
  const scanner = createScanner(deps);
  return { feed: scanner.feed, close: scanner.close, procedures: scannerProcedures(scanner) };
}
