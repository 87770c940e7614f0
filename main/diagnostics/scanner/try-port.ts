import type { ScannerSettings } from "../../scanner/settings.ts";

type SerialSettings = Extract<ScannerSettings, { kind: "serial" }>;

/** Opens a scanner's line and lets go of it. @returns what the system says against it; null where it can be opened */
export async function tryPort({ path, baudRate }: SerialSettings): Promise<string | null> {
  const { SerialPort } = await import("serialport");
  return new Promise((resolve) => {
    const port = new SerialPort({ path, baudRate, autoOpen: false });
    port.on("error", () => undefined);
    port.open((error) => {
      if (error) resolve(error.message.replace(/^Error: /, ""));
      else port.close(() => resolve(null));
    });
  });
}
