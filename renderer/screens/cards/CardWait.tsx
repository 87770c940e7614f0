import { LoaderCircle } from "lucide-react";
import { Face } from "../../components/Face.tsx";
import { useTexts } from "../../i18n/index.ts";
import type { CardWork } from "../../state/cards.ts";

/** While the centre is asked: there is nothing to touch, so nothing can be done twice. */
export function CardWait({ work }: { readonly work: CardWork }) {
  const { t } = useTexts();
  return <Face icon={LoaderCircle} spinning title={t(`cards.work.${work}`)} text={t("booking.waitText")} />;
}
