import type { RealmUser } from "./realm.ts";

/** A patient's phone: the pages of Keycloak, with cookies of its own. */
export type Phone = {
  /** Opens the link that the kiosk's QR code holds, signs in, and answers whether the kiosk may let one in. */
  answers(link: string, as: RealmUser, yes: boolean): Promise<void>;
};

type Page = { readonly url: string; readonly html: string };
const mostSteps = 10;

export function phone(): Phone {
  const cookies = new Map<string, string>();

  async function load(url: string, form?: URLSearchParams): Promise<Page> {
    let next: { url: string; form: URLSearchParams | undefined } = { url, form };
    for (let step = 0; step < mostSteps; step++) {
      const response = await fetch(next.url, {
        method: next.form ? "POST" : "GET",
        redirect: "manual",
        headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; ") },
        ...(next.form ? { body: next.form } : {}),
      });
      for (const line of response.headers.getSetCookie()) {
        const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
        cookies.set(name, value);
      }
      const to = response.headers.get("location");
      if (to === null) return { url: next.url, html: await response.text() };
      next = { url: new URL(to, next.url).href, form: undefined };
    }
    throw new Error(`${url} leads on and on`);
  }

  /** Sends the page's form with these fields; a page without the first of them is another one than was meant. */
  async function send({ url, html }: Page, fields: Readonly<Record<string, string>>): Promise<Page> {
    const [name] = Object.keys(fields);
    const action = /<form[^>]*\saction="([^"]*)"/.exec(html)?.[1];
    if (action === undefined || !html.includes(`name="${name}"`))
      throw new Error(`no form with ${name} at ${new URL(url).pathname}`);
    const form = new URLSearchParams(fields);
    for (const [input] of html.matchAll(/<input[^>]*type="hidden"[^>]*>/g)) {
      const field = /name="([^"]*)"/.exec(input)?.[1];
      if (field && !form.has(field)) form.set(field, /value="([^"]*)"/.exec(input)?.[1] ?? "");
    }
    return load(new URL(action.replaceAll("&amp;", "&"), url).href, form);
  }

  return {
    async answers(link, { name, password }, yes) {
      const asked = await send(await load(link), { username: name, password });
      await send(asked, yes ? { accept: "Yes" } : { cancel: "No" });
    },
  };
}
