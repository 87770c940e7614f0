import { Component, type ReactNode } from "react";
import type { Api } from "../api/client.ts";
import { reportFault } from "./faults.ts";

type BoundaryProps = { readonly api: Api; readonly fallback: ReactNode; readonly children: ReactNode };

/** Catches what a component throws while it paints. */
export class Boundary extends Component<BoundaryProps, { readonly caught: boolean }> {
  override state = { caught: false };

  static getDerivedStateFromError(): { caught: boolean } {
    return { caught: true };
  }

  override componentDidCatch(fault: unknown): void {
    reportFault(this.props.api, fault);
  }

  override render(): ReactNode {
    return this.state.caught ? this.props.fallback : this.props.children;
  }
}
