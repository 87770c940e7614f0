/**
 * The header by which a call of the staff contract names its session: the id that `session.signIn` answered. The id is
 * a secret that the page holds in memory alone; a call without it, or with one that is over, is answered with
 * STAFF_SESSION_ENDED, whatever cookie it carries.
 */
export const staffHeader = "infomat-staff";
