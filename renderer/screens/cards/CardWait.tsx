import { LoaderCircle } from "lucide-react";
import type { ReactNode } from "react";
import { Face } from "../../components/Face.tsx";
import { useDelayedFlag } from "../../hooks/useDelayedFlag.ts";
import { useTexts } from "../../i18n/index.ts";
import type { CardWork } from "../../state/cards.ts";
import "./cards.css";

type CardWaitProps = { readonly work: CardWork | null; readonly children: ReactNode };

/** While the central API is asked nothing can be touched: the screen as it was for a moment, then what is awaited. */
export function CardWait({ work, children }: CardWaitProps) {
  const { t } = useTexts();
  const late = useDelayedFlag(work !== null);
  if (work !== null && late)
    return <Face icon={LoaderCircle} spinning title={t(`cards.work.${work}`)} text={t("booking.waitText")} />;
  return (
    <div className="card-held" inert={work !== null}>
      {children}
    </div>
  );
}
