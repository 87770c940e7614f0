/** Appointment.status (R4) of a visit that holds its slot no more. */
const over: ReadonlySet<string> = new Set(["cancelled", "entered-in-error", "noshow"]);
export const isLive = (status: string): boolean => !over.has(status);

/** Of a visit that nobody but a kiosk or a portal has worked with yet. */
const untouched: ReadonlySet<string> = new Set(["proposed", "pending", "booked", "waitlist"]);
export const isUntouched = (status: string): boolean => untouched.has(status);

/** 404 and 410 to a transaction: something in it has gone since it was read, which reading again will tell. */
export const isMissing = (httpStatus: number): boolean => httpStatus === 404 || httpStatus === 410;

/**
 * 401, 403 and a proxy's 407: the kiosk's own access is wrong at the moment, which says nothing about what was sent,
 * and nothing about the patient.
 */
export const isAccess = (httpStatus: number): boolean =>
  httpStatus === 401 || httpStatus === 403 || httpStatus === 407;
