import type { DemoSwitches } from "#contract/demo/demo.ts";
import { api } from "../sessions/api.ts";
import type { DemoControl } from "./demo-control.ts";

export type DemoDeps = {
  /** Null outside of the demo: then there is nothing to be found here. */
  readonly control: DemoControl | null;
  readonly onSwitched: (switches: DemoSwitches) => void;
  /** Takes what a scanner would read. */
  readonly onScan: (bytes: Uint8Array) => void;
};

export const demoProcedures = ({ control, onSwitched, onScan }: DemoDeps) => ({
  info: api.demo.info.handler(({ errors }) => {
    if (!control) throw errors.NOT_FOUND({ data: {} });
    return control.info();
  }),
  set: api.demo.set.handler(async ({ input, errors }) => {
    if (!control) throw errors.NOT_FOUND({ data: {} });
    const switches = await control.set(input);
    onSwitched(switches);
    return switches;
  }),
  scan: api.demo.scan.handler(async ({ input, errors }) => {
    const barcode = (await control?.barcode(input.number)) ?? null;
    if (!barcode) throw errors.NOT_FOUND({ data: {} });
    onScan(barcode);
    return {};
  }),
});
