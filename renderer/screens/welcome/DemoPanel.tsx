import { useQuery } from "@tanstack/react-query";
import { FlaskConical, ScanBarcode, X } from "lucide-react";
import { useState } from "react";
import type { DemoSwitches } from "#contract/demo/demo.ts";
import { ask } from "../../api/failures.ts";
import { Dialog } from "../../components/Dialog.tsx";
import { Key } from "../../components/Key.tsx";
import { digitsDay } from "../../format/dates.ts";
import { grouped } from "../../format/numbers.ts";
import { useCore } from "../../hooks/core.ts";
import { useQueryState } from "../../hooks/useQueryState.ts";
import { useTexts } from "../../i18n/index.ts";
import { useKiosk } from "../../state/kiosk.ts";
import "./demo-panel.css";

const switchNames = [
  "centralAway",
  "centralSlow",
  "paperOut",
  "coverOpen",
] as const satisfies readonly (keyof DemoSwitches)[];

/** Demo mode only: patients to try the kiosk with, and faults to see how it takes them. Folded until asked for. */
export function DemoPanel() {
  const { t } = useTexts();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Key icon={FlaskConical} tone="quiet" className="nav-key demo-key" onPress={() => setOpen(true)}>
        {t("demo.open")}
      </Key>
      {open && <DemoSheet onClose={() => setOpen(false)} />}
    </>
  );
}

function DemoSheet({ onClose }: { readonly onClose: () => void }) {
  const { t, language } = useTexts();
  const { api, orpc } = useCore();
  const info = useQueryState(useQuery(orpc.demo.info.queryOptions({ input: {} })));
  const told = useKiosk((state) => state.switches);
  if (info.state !== "ready") return null;
  const switches = told ?? info.value.switches;

  async function flip(name: keyof DemoSwitches): Promise<void> {
    const answer = await ask(api.demo.set({ [name]: !switches[name] }));
    if (answer.ok) useKiosk.setState({ switches: answer.value });
  }

  async function scan(number: string): Promise<void> {
    // A scan does nothing behind a sheet.
    onClose();
    await ask(api.demo.scan({ number }));
  }

  return (
    <Dialog
      className="demo"
      title={t("demo.title")}
      actions={
        <Key icon={X} command="back" onPress={onClose}>
          {t("demo.close")}
        </Key>
      }
    >
      <p>{t("demo.patients")}</p>
      <ul className="demo-people">
        {info.value.patients.map((patient) => (
          <li key={patient.number}>
            <b>{patient.name}</b>
            <span>{t(`demo.kind.${patient.kind}`)}</span>
            <span className="demo-number">
              {[
                patient.series,
                patient.kind === "unified" ? grouped(patient.number, [4, 4, 4, 4]) : patient.number,
              ]
                .filter(Boolean)
                .join(" № ")}
            </span>
            <span>{digitsDay(patient.birthDate, language)}</span>
          </li>
        ))}
      </ul>
      <p>{t("demo.scan")}</p>
      <div className="demo-switches">
        {info.value.patients
          .filter(({ kind }) => kind === "unified")
          .slice(0, 3)
          .map(({ name, number }) => (
            <button key={number} type="button" className="demo-switch" onClick={() => void scan(number)}>
              <ScanBarcode aria-hidden />
              {name.split(" ")[0]}
            </button>
          ))}
      </div>
      <p>{t("demo.faults")}</p>
      <div className="demo-switches">
        {switchNames.map((name) => (
          <button
            key={name}
            type="button"
            role="switch"
            aria-checked={switches[name]}
            className="demo-switch"
            onClick={() => void flip(name)}
          >
            <i aria-hidden />
            {t(`demo.switch.${name}`)}
          </button>
        ))}
      </div>
    </Dialog>
  );
}
