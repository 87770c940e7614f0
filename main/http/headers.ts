/** Sent with every answer; a static file may have another `cache-control`, see {@link cacheControlOf}. Styles set from script are allowed by CSP as it is; inline ones are not. */
export const securityHeaders: Readonly<Record<string, string>> = {
  "content-security-policy": [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "font-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; "),
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": [
    ...["camera", "microphone", "geolocation", "usb", "serial", "hid", "bluetooth", "midi", "payment"],
    ...["clipboard-read", "display-capture", "picture-in-picture"],
  ]
    .map((name) => `${name}=()`)
    .join(", "),
  "cache-control": "no-store",
};

/**
 * The same for the kiosk's own page, in a sandbox (https://www.w3.org/TR/CSP3/#directive-sandbox): no dialogs, the
 * printer's among them, no windows, no downloads, whatever a script in it or in a frame of its own making asks for.
 */
export const sandboxed: Readonly<Record<string, string>> = {
  ...securityHeaders,
  "content-security-policy": `${securityHeaders["content-security-policy"]}; sandbox allow-scripts allow-same-origin allow-forms`,
};

/** The same for a page that shows another one in a frame: the demo's phone. @param origin of that page */
export const framing = (origin: string): Readonly<Record<string, string>> => ({
  ...sandboxed,
  "content-security-policy": `${sandboxed["content-security-policy"]}; frame-src ${origin}`,
});

/** A name with a hash of its content, as the bundler gives it. */
const hashedName = /[\\/]assets[\\/][^\\/]+-[\w-]{8,}\.\w+$/;

/** `Cache-Control` of a static file: what is named after its content may be kept, everything else is asked anew. */
export const cacheControlOf = (path: string): string =>
  hashedName.test(path) ? "private, max-age=31536000, immutable" : "no-store";

/**
 * Whether a request names more than one Host: programs on its way may go by another one than we do. It is answered with
 * 400 (RFC 9112, 3.2). Node keeps the first and drops the others.
 */
export const namesSeveralHosts = ({ rawHeaders }: { readonly rawHeaders: readonly string[] }): boolean =>
  rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === "host").length > 1;

/**
 * Whether a request comes from our own page: the Host must be the loopback address that we serve (DNS
 * rebinding), and an Origin, where the browser sends one, must be ours (a foreign page's request).
 */
export function isOurs(request: {
  host: string | undefined;
  origin: string | undefined;
  port: number;
}): boolean {
  const hosts = [`127.0.0.1:${request.port}`, `localhost:${request.port}`];
  if (request.host === undefined || !hosts.includes(request.host)) return false;
  return request.origin === undefined || hosts.some((host) => request.origin === `http://${host}`);
}
