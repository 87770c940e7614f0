import type { VirtualPrinter } from "#printer/index.ts";
import { createDemoControl } from "./demo-control.ts";
import { type DemoDeps, demoProcedures } from "./procedures.ts";

/** The demo's panel. */
export type DemoModule = { readonly procedures: ReturnType<typeof demoProcedures> };

export function createDemoModule(
  deps: Omit<DemoDeps, "control"> & {
    /** The embedded central API's control; null outside of the demo. */
    readonly demo: { readonly controlUrl: string; readonly secret: string } | null;
    readonly printer: VirtualPrinter;
  },
): DemoModule {
  const { demo, printer, onSwitched, onScan } = deps;
  const control = demo && createDemoControl({ ...demo, printer });
  return { procedures: demoProcedures({ control, onSwitched, onScan }) };
}
