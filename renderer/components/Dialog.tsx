import { type ReactNode, useId, useLayoutEffect, useRef } from "react";
import { useFitToHeight } from "../layout/useFitToHeight.ts";
import "./dialog.css";

type DialogProps = {
  readonly title: string;
  readonly children?: ReactNode;
  readonly actions: ReactNode;
  readonly lead?: ReactNode;
  readonly className?: string;
};

/**
 * A question over the screen. The browser keeps the focus inside and everything behind it out of reach. The answer
 * that changes nothing is the key with the command `back`: it has the focus first, and Escape presses it.
 */
export function Dialog({ title, children, actions, lead, className = "" }: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null);
  const id = useId();
  // Before it leaves the page: the browser then gives the focus back to what had it.
  useLayoutEffect(() => {
    const dialog = ref.current;
    dialog?.showModal();
    dialog?.querySelector<HTMLElement>("[data-command=back]")?.focus();
    return () => dialog?.close();
  }, []);
  useFitToHeight(ref);
  return (
    <dialog
      ref={ref}
      className={`dialog ${className}`}
      aria-labelledby={id}
      onCancel={(event) => event.preventDefault()}
    >
      {lead && <div className="dialog-lead">{lead}</div>}
      <h2 id={id}>{title}</h2>
      {children && <div className="dialog-text">{children}</div>}
      <div className="dialog-actions">{actions}</div>
    </dialog>
  );
}
