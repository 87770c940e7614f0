/**
 * The header by which a call names the session that it belongs to: the id that `session.start`, `session.signIn` or
 * `session.identify` answered, or `kiosk.info` to a page that was loaded anew. A call that may answer SESSION_ENDED
 * gets that answer, and does nothing, where another session is open by now, or none: a late request of a former
 * patient never counts for the next. A call without the header belongs to nobody.
 */
export const sessionHeader = "infomat-session";
