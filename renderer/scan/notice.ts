import { create } from "zustand";
import type { ScanFault } from "#contract/scanner/scan.ts";

/** What the visitor is told about a scan. Nothing in it is personal. */
export type ScanNotice =
  | ScanFault
  | "ignored"
  | "visit"
  | "number"
  | "numberAndDocument"
  | "later"
  | "notLoaded";

type ScanNoticeStore = {
  readonly notice: ScanNotice | null;
  /** Counts the notices: the same one again is a new one. */
  readonly count: number;
};

export const useScanNotice = create<ScanNoticeStore>()(() => ({ notice: null, count: 0 }));

export function tellScan(notice: ScanNotice): void {
  useScanNotice.setState(({ count }) => ({ notice, count: count + 1 }));
}

export const hideScanNotice = (): void => useScanNotice.setState({ notice: null });
