import { z } from "zod";
import texts from "#assets/demo/phone-page.json" with { type: "json" };

const words = z.record(z.string(), z.string()).parse(texts);

const escaped = (text: string): string =>
  text.replace(
    /[&<>"']/g,
    (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" })[sign] ?? sign,
  );
const say = (key: string): string => escaped(words[key] ?? key);

const style = `
  body { margin: 0; font: 18px/1.4 system-ui, sans-serif; color: #0b1f33; background: #eef4fc; }
  main { max-width: 420px; margin: 0 auto; padding: 20px; }
  h1 { font-size: 28px; margin: 12px 0; }
  .notice { background: #fff4cc; padding: 10px 14px; border-radius: 10px; font-size: 15px; }
  .number { font-size: 56px; font-weight: 700; text-align: center; margin: 4px 0 16px; }
  .where { background: #fff; padding: 14px; border-radius: 12px; font-weight: 600; }
  button, input { font: inherit; box-sizing: border-box; width: 100%; min-height: 54px; border-radius: 12px; margin: 6px 0; }
  button { border: 0; background: #0d4cd3; color: #fff; font-weight: 600; }
  button.plain { background: #fff; color: #0b1f33; border: 2px solid #b9c9e3; text-align: start; padding: 8px 16px; }
  button.refuse { text-align: center; }
  input { border: 2px solid #66727f; padding: 8px 16px; text-transform: uppercase; }`;

/** A page for the phone; `body` is HTML that is escaped already. */
const page = (title: string, body: string): string => `<!DOCTYPE html>
<html lang="ru"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title><style>${style}</style></head>
<body><main><p class="notice">${say("notice")}</p><h1>${title}</h1>${body}</main></body></html>`;

/** Asks for the code. `form` is the provider's own, with an input in it. */
export const enterPage = (form: string, isWrong: boolean): string =>
  page(
    say("enterTitle"),
    `<p>${say(isWrong ? "enterWrong" : "enterText")}</p>${form}<button type="submit" form="op.deviceInputForm">${say("enter")}</button>`,
  );

/** Shows where one is about to sign in. `form` is the provider's own. */
export function confirmPage(
  form: string,
  asks: { readonly kiosk: string; readonly number: string; readonly code: string },
): string {
  const number = asks.number
    ? `<p>${say("confirmNumber")}</p><p class="number">${escaped(asks.number)}</p>`
    : "";
  return page(
    say("confirmTitle"),
    `<p>${say("confirmWhere")}</p><p class="where">${escaped(asks.kiosk)}</p>${number}
    <p>${say("confirmCode")} <b>${escaped(asks.code)}</b></p>${form}
    <button type="submit" form="op.deviceConfirmForm">${say("confirm")}</button>
    <button class="plain refuse" type="submit" form="op.deviceConfirmForm" name="abort" value="yes">${say("refuse")}</button>`,
  );
}

/** Stands for login and password: the people of the demo. */
export const choosePage = (
  action: string,
  people: readonly { readonly id: string; readonly name: string }[],
): string =>
  page(
    say("chooseTitle"),
    `<p>${say("chooseText")}</p><form method="post" action="${escaped(action)}">${people
      .map(
        ({ id, name }) =>
          `<button class="plain" name="person" value="${escaped(id)}">${name ? escaped(name) : say("stranger")}</button>`,
      )
      .join("")}</form>`,
  );

/** Says what the provider knows: whether the kiosk has opened is seen at the kiosk alone. */
export const donePage = (): string => page(say("doneTitle"), `<p>${say("doneText")}</p>`);
export const refusedPage = (): string => page(say("refusedTitle"), `<p>${say("refusedText")}</p>`);
/** The code is over, or no kiosk waits for it any more: the confirmation lets nobody in. */
export const latePage = (): string => page(say("lateTitle"), `<p>${say("lateText")}</p>`);
/** A page that was sent before, or that the provider has forgotten: what became of the sign-in isn't known here. */
export const endedPage = (): string => page(say("endedTitle"), `<p>${say("endedText")}</p>`);
