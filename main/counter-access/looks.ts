/** More sessions than a lobby's counter has in a day. */
const most = 256;

/** Which sessions of the counter have looked at what. The oldest are forgotten: then they are recorded once more. */
export function recentLooks(): Pick<Set<string>, "has" | "add"> {
  const looks = new Set<string>();
  return {
    has: (look) => looks.has(look),
    add(look) {
      looks.add(look);
      const [oldest] = looks;
      if (looks.size > most && oldest !== undefined) looks.delete(oldest);
      return looks;
    },
  };
}
