import { readPrinterProfiles } from "#printer/profiles/read-profiles.ts";

/** The rules for devices (udev(7)) of a machine that is nothing but a kiosk, from what the printer profiles know. */
export function udevRules(): string {
  const makers = new Set(
    [...readPrinterProfiles().values()].flatMap(({ usb }) => usb.map(({ vendor }) => vendor)),
  );
  const all = 'SUBSYSTEM=="usb", ENV{DEVTYPE}=="usb_device"';
  return [
    "# Ticket printers on USB: those of the printer class, and the makers' own kinds.",
    `${all}, ENV{ID_USB_INTERFACES}=="*:0701??:*", GROUP="lp", MODE="0660"`,
    ...[...makers].sort().map((maker) => `${all}, ATTR{idVendor}=="${maker}", GROUP="lp", MODE="0660"`),
    'SUBSYSTEM=="usbmisc", KERNEL=="lp[0-9]*", GROUP="lp", MODE="0660"',
    "# Scanners and printers on serial lines; a modem manager that asks them who they are would be printed.",
    'SUBSYSTEM=="tty", KERNEL=="ttyACM[0-9]*|ttyUSB[0-9]*|ttyS[0-9]*", GROUP="dialout", MODE="0660", ENV{ID_MM_DEVICE_IGNORE}="1"',
    "",
  ].join("\n");
}
