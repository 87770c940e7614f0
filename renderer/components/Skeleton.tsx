import { useEffect, useState } from "react";
import { useTexts } from "../i18n/index.ts";
import "./skeleton.css";

/** Grey shapes where a list is about to be. They wait a moment, so that what comes at once comes without a flash. */
export function Skeleton({ shape }: { readonly shape: "rows" | "cells" | "text" }) {
  const { t } = useTexts();
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 150);
    return () => clearTimeout(timer);
  }, []);
  if (!late) return null;
  const places = Array.from({ length: shape === "cells" ? 21 : 5 }, (_, place) => place);
  return (
    <div className={`skeleton ${shape}`} role="status" aria-label={t("loading")}>
      {places.map((place) => (
        <i key={place} />
      ))}
    </div>
  );
}
