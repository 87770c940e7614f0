import { LoaderCircle } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import { Face } from "../../components/Face.tsx";
import { useTexts } from "../../i18n/index.ts";

const unnoticed = 150;

type CheckWaitProps = { readonly on: boolean; readonly children: ReactNode };

/** While the clinic's rules are asked: the step as it was for a moment, then what is being waited for. */
export function CheckWait({ on, children }: CheckWaitProps) {
  const { t } = useTexts();
  const [late, setLate] = useState(false);
  useEffect(() => {
    if (!on) return setLate(false);
    const timer = setTimeout(() => setLate(true), unnoticed);
    return () => clearTimeout(timer);
  }, [on]);
  return on && late ? <Face icon={LoaderCircle} spinning title={t("booking.check")} /> : children;
}
