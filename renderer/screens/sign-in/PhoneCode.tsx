import { LoaderCircle } from "lucide-react";
import { Fragment } from "react";
import { useCountdown } from "../../hooks/useCountdown.ts";
import { useTexts } from "../../i18n/index.ts";
import type { PhoneWaiting } from "./usePhoneGrant.ts";

/** What the phone's camera reads, and the same to be typed; while it is on its way, the room for it. */
export function PhoneCode({ waiting }: { readonly waiting: PhoneWaiting }) {
  const { t } = useTexts();
  return (
    <section className="phone-code" aria-label={t("phoneSignIn.codeLabel")}>
      {waiting.state === "shown" ? (
        <>
          {waiting.grant.qr && <QrCode rows={waiting.grant.qr} label={t("phoneSignIn.qr")} />}
          <div className="phone-typed" data-say>
            <div>
              <p>{t(waiting.grant.qr ? "phoneSignIn.typed" : "phoneSignIn.typedOnly")}</p>
              <p className="phone-address">
                <Address text={waiting.grant.address} />
              </p>
            </div>
            <div>
              <p>{t("phoneSignIn.code")}</p>
              <p className="phone-digits">{waiting.grant.code}</p>
              <TimeLeft seconds={waiting.grant.seconds} since={waiting.since} />
            </div>
          </div>
        </>
      ) : (
        <p className="phone-asking" role="status">
          <LoaderCircle aria-hidden />
          {t("phoneSignIn.asking")}
        </p>
      )}
    </section>
  );
}

/** Dark on white in every theme: cameras expect it so. The white border is four modules wide (ISO/IEC 18004). */
function QrCode({ rows, label }: { readonly rows: readonly string[]; readonly label: string }) {
  const side = rows.length + 8;
  const path = rows
    .flatMap((row, y) =>
      [...row.matchAll(/1+/g)].map(
        ({ index, 0: run }) => `M${index + 4} ${y + 4}h${run.length}v1h-${run.length}z`,
      ),
    )
    .join("");
  return (
    <svg className="phone-qr" viewBox={`0 0 ${side} ${side}`} role="img" aria-label={label}>
      <rect width={side} height={side} rx={1.5} fill="#fff" />
      <path d={path} fill="#000" shapeRendering="crispEdges" />
    </svg>
  );
}

/** An address as people type it, without its scheme; it is broken at its slashes alone. */
function Address({ text }: { readonly text: string }) {
  const parts = text
    .replace(/^https?:\/\//, "")
    .replace(/\/$/, "")
    .split("/");
  return parts.map((part, place) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: an address doesn't change its parts' order
    <Fragment key={place}>
      {place > 0 && <wbr />}
      {place > 0 ? `/${part}` : part}
    </Fragment>
  ));
}

function TimeLeft({ seconds, since }: { readonly seconds: number; readonly since: number }) {
  const { t } = useTexts();
  const left = useCountdown(seconds, since);
  const minutes = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
  return (
    <p className="phone-left" role="timer" aria-live="off">
      {t("phoneSignIn.left", { time: minutes })}
    </p>
  );
}
