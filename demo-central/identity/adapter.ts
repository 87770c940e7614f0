import type { Adapter, AdapterPayload } from "oidc-provider";

type Entry = { readonly payload: AdapterPayload; readonly expires: number };

/** So many entries are held; a demo has one patient at a time. */
const most = 2000;

/**
 * Where the demo's provider keeps codes, sessions and tokens: in memory, for one process, until they expire or the
 * demo ends.
 */
export function memoryAdapter(now: () => number = Date.now): (kind: string) => Adapter {
  const entries = new Map<string, Entry>();
  const alive = (key: string): AdapterPayload | undefined => {
    const entry = entries.get(key);
    return entry && entry.expires > now() ? entry.payload : undefined;
  };
  const makeRoom = (): void => {
    for (const [key, { expires }] of entries)
      if (expires <= now() || entries.size >= most) entries.delete(key);
  };

  return (kind) => {
    const keyOf = (id: string): string => `${kind} ${id}`;
    const findBy = async (field: "uid" | "userCode", value: string): Promise<AdapterPayload | undefined> =>
      [...entries.keys()]
        .filter((key) => key.startsWith(keyOf("")))
        .map(alive)
        .find((payload) => payload?.[field] === value);
    return {
      async upsert(id, payload, expiresIn) {
        makeRoom();
        entries.set(keyOf(id), { payload, expires: expiresIn ? now() + expiresIn * 1000 : Infinity });
      },
      find: async (id) => alive(keyOf(id)),
      findByUserCode: (userCode) => findBy("userCode", userCode),
      findByUid: (uid) => findBy("uid", uid),
      async consume(id) {
        const entry = entries.get(keyOf(id));
        if (!entry) return;
        const payload = { ...entry.payload, consumed: Math.floor(now() / 1000) };
        entries.set(keyOf(id), { ...entry, payload });
      },
      async destroy(id) {
        entries.delete(keyOf(id));
      },
      async revokeByGrantId(grantId) {
        for (const [key, { payload }] of entries) if (payload.grantId === grantId) entries.delete(key);
      },
    };
  };
}
