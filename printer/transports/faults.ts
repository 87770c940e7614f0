import type { TransportFault } from "./transport.ts";

const ofCode: Readonly<Record<string, TransportFault>> = {
  ENOENT: "notFound",
  ENXIO: "notFound",
  ENOTFOUND: "notFound",
  EAI_AGAIN: "unreachable",
  EACCES: "denied",
  EPERM: "denied",
  EBUSY: "busy",
  ECONNREFUSED: "unreachable",
  EHOSTUNREACH: "unreachable",
  EHOSTDOWN: "unreachable",
  ENETUNREACH: "unreachable",
  ETIMEDOUT: "timeout",
  ENODEV: "gone",
  EIO: "gone",
  EPIPE: "gone",
  ECONNRESET: "gone",
  ECONNABORTED: "gone",
  ENOTDIR: "notFound",
  EISDIR: "notADevice",
};

/** The fault behind an error of the system or of a driver. */
export function faultOf(error: unknown): TransportFault {
  const code = error instanceof Error && "code" in error ? error.code : null;
  if (typeof code === "string" && ofCode[code]) return ofCode[code];
  // serialport and usb put the reason into the words.
  const text = error instanceof Error ? `${error.name} ${error.message}` : String(error);
  if (/no such file|not found|unknown device/i.test(text)) return "notFound";
  if (/permission|access denied/i.test(text)) return "denied";
  if (/busy|cannot lock|in use/i.test(text)) return "busy";
  if (/disconnect|no device|not open|port is closed/i.test(text)) return "gone";
  if (/cancel|time(d)? ?out/i.test(text)) return "timeout";
  return "broken";
}
