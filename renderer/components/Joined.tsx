import { Fragment } from "react";
import "./joined.css";

const mark = "· ";

/** Short facts in a row with «·» between them. A line neither begins nor ends with the mark. */
export function Joined({ parts }: { readonly parts: readonly string[] }) {
  return (
    <span className="joined">
      <span>
        {parts.map((part, place) => (
          <Fragment key={part}>
            {/* The space is read and copied; what is seen of the mark stands in the gap. */}
            {place > 0 && " "}
            <span>
              {place > 0 && <i>{mark}</i>}
              {part}
            </span>
          </Fragment>
        ))}
      </span>
    </span>
  );
}
