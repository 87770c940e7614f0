/**
 * Managed policies for a machine that is nothing but a kiosk (https://chromeenterprise.google/policies/):
 * one address, no tools, nothing kept. They bind every browser window of the machine, so an installer writes
 * them and the launcher never does: on Linux into /etc/chromium/policies/managed, /etc/opt/chrome/policies/managed
 * or /etc/opt/edge/policies/managed, writable by root alone.
 */
export function managedPolicies(port: number): Readonly<Record<string, unknown>> {
  return {
    URLBlocklist: ["*", "chrome://*"],
    URLAllowlist: [`127.0.0.1:${port}`],
    DeveloperToolsAvailability: 2,
    RemoteDebuggingAllowed: false,
    IncognitoModeAvailability: 1,
    BrowserSignin: 0,
    SyncDisabled: true,
    PasswordManagerEnabled: false,
    AutofillAddressEnabled: false,
    AutofillCreditCardEnabled: false,
    TranslateEnabled: false,
    PrintingEnabled: false,
    DownloadRestrictions: 3,
    AllowFileSelectionDialogs: false,
    DefaultPopupsSetting: 2,
    DefaultNotificationsSetting: 2,
    DefaultGeolocationSetting: 2,
    AudioCaptureAllowed: false,
    VideoCaptureAllowed: false,
    ScreenCaptureAllowed: false,
    ExtensionInstallBlocklist: ["*"],
    BackgroundModeEnabled: false,
    SavingBrowserHistoryDisabled: true,
  };
}
