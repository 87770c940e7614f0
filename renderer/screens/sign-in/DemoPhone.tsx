import { Smartphone, X } from "lucide-react";
import { useState } from "react";
import type { PhoneGrant } from "#contract/patients/phone-sign-in.ts";
import { Dialog } from "../../components/Dialog.tsx";
import { Key } from "../../components/Key.tsx";
import { useTexts } from "../../i18n/index.ts";
import "./demo-phone.css";

/** Demo mode only: a phone on the screen, with the page that the QR code leads to. */
export function DemoPhone({ grant }: { readonly grant: PhoneGrant }) {
  const { t } = useTexts();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Key icon={Smartphone} onPress={() => setOpen(true)}>
        {t("demo.phone")}
      </Key>
      {open && (
        <Dialog
          className="demo-phone"
          title={t("demo.phone")}
          actions={
            <Key icon={X} command="back" onPress={() => setOpen(false)}>
              {t("demo.closePhone")}
            </Key>
          }
        >
          <iframe
            title={t("demo.phone")}
            src={`${grant.address}?user_code=${encodeURIComponent(grant.code)}`}
          />
        </Dialog>
      )}
    </>
  );
}
