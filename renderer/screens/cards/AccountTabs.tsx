import { Contact, Mail } from "lucide-react";
import { Tabs } from "../../components/Tabs.tsx";
import { useCore } from "../../hooks/core.ts";
import { useTexts } from "../../i18n/index.ts";

/** The two halves of the patient's account. */
export function AccountTabs({ chosen }: { readonly chosen: "cards" | "messages" }) {
  const { t } = useTexts();
  const { act } = useCore();
  return (
    <Tabs
      label={t("cards.account")}
      tabs={[
        { name: "cards", icon: Contact, text: t("cards.title") },
        { name: "messages", icon: Mail, text: t("messages.title") },
      ]}
      chosen={chosen}
      onChoose={(name) => (name === "cards" ? act.toCards() : act.toMessages())}
    />
  );
}
