import { LoaderCircle } from "lucide-react";
import { useDelayedFlag } from "../hooks/useDelayedFlag.ts";
import { useTexts } from "../i18n/index.ts";
import "./skeleton.css";

type SkeletonProps = {
  readonly shape: "rows" | "cells" | "text";
  /** The central API itself is asked, which may take longer. */
  readonly ofCentral?: boolean;
};

/**
 * Grey shapes where a list is about to be, and what is being waited for. They wait a moment, so that what comes at
 * once comes without a flash.
 */
export function Skeleton({ shape, ofCentral = false }: SkeletonProps) {
  const { t } = useTexts();
  const late = useDelayedFlag(true);
  if (!late) return null;
  const places = Array.from({ length: shape === "cells" ? 21 : 4 }, (_, place) => place);
  return (
    <div className="awaited" role="status">
      <p>
        <LoaderCircle aria-hidden />
        {t(`loading.${ofCentral ? "central" : shape}`)}
      </p>
      <div className={`skeleton ${shape}`} aria-hidden>
        {places.map((place) => (
          <i key={place} />
        ))}
      </div>
    </div>
  );
}
