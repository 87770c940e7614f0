import type { LucideIcon } from "lucide-react";
import { AskReception } from "./AskReception.tsx";
import "./empty-list.css";

/** A list without entries: what that means, and who can help. */
export function EmptyList({ icon: Icon, text }: { readonly icon: LucideIcon; readonly text: string }) {
  return (
    <div className="empty" role="status">
      <Icon aria-hidden />
      <p>{text}</p>
      <p className="empty-help">
        <AskReception />
      </p>
    </div>
  );
}
