import { LoaderCircle } from "lucide-react";
import type { ReactNode } from "react";
import { Face } from "../../components/Face.tsx";
import { useDelayedFlag } from "../../hooks/useDelayedFlag.ts";
import { useTexts } from "../../i18n/index.ts";

type CheckWaitProps = { readonly on: boolean; readonly children: ReactNode };

/** While the clinic's rules are asked: the step as it was for a moment, then what is being waited for. */
export function CheckWait({ on, children }: CheckWaitProps) {
  const { t } = useTexts();
  return useDelayedFlag(on) ? <Face icon={LoaderCircle} spinning title={t("booking.check")} /> : children;
}
