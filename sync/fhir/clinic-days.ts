/** The clinic's calendar: on which of its days an instant (ms) lies, and whether that day begins with it. */
export type ClinicDays = (instant: number) => { readonly day: string; readonly isMidnight: boolean };

/** @param zone IANA */
export function clinicDays(zone: string): ClinicDays {
  const format = new Intl.DateTimeFormat("en-CA", {
    timeZone: zone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  });
  return (instant) => {
    const part = Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, value]));
    return {
      day: `${part.year}-${part.month}-${part.day}`,
      isMidnight: `${part.hour}${part.minute}${part.second}` === "000000",
    };
  };
}
