export type BrowserLaunch = {
  readonly url: string;
  /** A profile of the kiosk's own, so that nobody's bookmarks or sessions are in it. */
  readonly profile: string;
  /** Chromium refuses to run its sandbox as root. */
  readonly root: boolean;
};

/**
 * The command line of a kiosk window (https://peter.sh/experiments/chromium-command-line-switches/). What keys
 * can still do is stopped by the page's own guard, what the address bar could do by managed policies.
 */
export function browserArguments({ url, profile, root }: BrowserLaunch): string[] {
  return [
    "--kiosk",
    `--app=${url}`,
    `--user-data-dir=${profile}`,
    "--no-first-run",
    "--no-default-browser-check",
    "--noerrdialogs",
    "--hide-crash-restore-bubble",
    "--disable-pinch",
    "--overscroll-history-navigation=0",
    "--disable-extensions",
    "--disable-sync",
    "--disable-translate",
    "--disable-component-update",
    "--disable-background-networking",
    "--disable-domain-reliability",
    "--disable-features=Translate,TranslateUI,MediaRouter,OptimizationHints,AutofillServerCommunication",
    "--deny-permission-prompts",
    // On Linux the browser would otherwise ask for the desktop keyring's password.
    "--password-store=basic",
    "--check-for-update-interval=31536000",
    // Spoken prompts play without a touch before them.
    "--autoplay-policy=no-user-gesture-required",
    ...(root ? ["--no-sandbox"] : []),
  ];
}
