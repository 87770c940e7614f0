import type { Area } from "./display.ts";

export type BrowserLaunch = {
  readonly url: string;
  /** A profile of the kiosk's own, so that nobody's bookmarks or sessions are in it. */
  readonly profile: string;
  /** Chromium refuses to run its sandbox as root. */
  readonly root: boolean;
  /** BCP 47 tag of the language that the page begins with: a browser of another one offers to translate it. */
  readonly language: string;
  /** The monitor, where it is known: without a window manager `--kiosk` fills nothing. */
  readonly area: Area | null;
};

/**
 * The command line of a kiosk window (https://peter.sh/experiments/chromium-command-line-switches/). What keys
 * can still do is stopped by the page's own guard, what the address bar could do by managed policies.
 */
export function browserArguments({ url, profile, root, language, area }: BrowserLaunch): string[] {
  return [
    "--kiosk",
    `--app=${url}`,
    `--user-data-dir=${profile}`,
    `--lang=${language}`,
    // One pixel too high: a window of exactly the display's size is made smaller, as it would count as full screen.
    ...(area
      ? [`--window-position=${area.x},${area.y}`, `--window-size=${area.width},${area.height + 1}`]
      : []),
    "--no-first-run",
    "--no-default-browser-check",
    "--noerrdialogs",
    "--hide-crash-restore-bubble",
    "--disable-session-crashed-bubble",
    "--disable-infobars",
    "--disable-save-password-bubble",
    "--disable-notifications",
    "--disable-search-engine-choice-screen",
    "--disable-pinch",
    "--overscroll-history-navigation=0",
    "--disable-extensions",
    "--disable-sync",
    "--disable-translate",
    "--disable-component-update",
    "--disable-background-networking",
    "--disable-domain-reliability",
    `--disable-features=${unwanted.join(",")}`,
    "--deny-permission-prompts",
    // On Linux the browser would otherwise ask for the desktop keyring's password.
    "--password-store=basic",
    "--check-for-update-interval=31536000",
    // Countdowns and the heartbeat go on while another window is in front for a moment.
    "--disable-background-timer-throttling",
    "--disable-backgrounding-occluded-windows",
    "--disable-renderer-backgrounding",
    // Spoken prompts play without a touch before them.
    "--autoplay-policy=no-user-gesture-required",
    // A bar would warn of the missing sandbox; the launcher's own warning stands in the console.
    ...(root ? ["--no-sandbox", "--test-type"] : []),
  ];
}

/** What a browser shows or asks of its own accord. */
const unwanted = [
  "Translate",
  "TranslateUI",
  "MediaRouter",
  "GlobalMediaControls",
  "OptimizationHints",
  "AutofillServerCommunication",
  "PasswordManagerOnboarding",
  "SidePanelPinning",
  "InfiniteSessionRestore",
  "TouchDragDrop",
];

/**
 * The settings that a new profile begins with (`Default/Preferences`), for what no switch of the command line turns
 * off: offers to translate, to save passwords, addresses and cards, and questions for permissions.
 */
export function firstPreferences(language: string): Readonly<Record<string, unknown>> {
  const ask = [
    "notifications",
    "geolocation",
    "media_stream_camera",
    "media_stream_mic",
    "clipboard",
    "popups",
  ];
  return {
    translate: { enabled: false },
    translate_blocked_languages: [language],
    intl: { accept_languages: language, selected_languages: language },
    credentials_enable_service: false,
    credentials_enable_autosignin: false,
    autofill: { enabled: false, profile_enabled: false, credit_card_enabled: false },
    browser: { check_default_browser: false, enable_spellchecking: false, has_seen_welcome_page: true },
    profile: {
      exit_type: "Normal",
      exited_cleanly: true,
      password_manager_enabled: false,
      default_content_setting_values: Object.fromEntries(ask.map((name) => [name, 2])),
    },
  };
}
