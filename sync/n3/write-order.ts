/** What a write concerns: a patient of a clinic, and the days of doctors whose times it takes or frees. */
export type WriteSubject = {
  readonly clinic: number | null;
  readonly patient: string | null;
  /** `day`: `YYYY-MM-DD`. */
  readonly doctorDays: readonly { readonly doctor: string; readonly day: string }[];
};

/**
 * Lets writes that concern one patient, or one doctor's day, go one after the other: clinics' systems lock a doctor's
 * day while they book, and refuse a second write as if the time were taken. Others go side by side.
 */
export type WriteOrder = <T>(subject: WriteSubject, write: () => Promise<T>) => Promise<T>;

export function createWriteOrder(): WriteOrder {
  /** The last write of each; those before it end first. */
  const last = new Map<string, Promise<void>>();
  return async (subject, write) => {
    const keys = keysOf(subject);
    // Taken all at once, so that two writes can't wait for each other.
    const before = keys.flatMap((key) => last.get(key) ?? []);
    const { promise: ended, resolve: end } = Promise.withResolvers<void>();
    for (const key of keys) last.set(key, ended);
    try {
      await Promise.all(before);
      return await write();
    } finally {
      end();
      for (const key of keys) if (last.get(key) === ended) last.delete(key);
    }
  };
}

const keysOf = ({ clinic, patient, doctorDays }: WriteSubject): string[] => [
  ...(patient === null ? [] : [JSON.stringify([clinic, "patient", patient])]),
  ...new Set(doctorDays.map(({ doctor, day }) => JSON.stringify([clinic, "day", doctor, day]))),
];
