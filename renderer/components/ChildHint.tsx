import { Baby } from "lucide-react";
import "./child-hint.css";

/** How a child is booked, where a person is asked for: it is read before anything is typed. */
export const ChildHint = ({ text }: { readonly text: string }) => (
  <p className="child-hint" data-say>
    <Baby aria-hidden />
    <span>{text}</span>
  </p>
);
