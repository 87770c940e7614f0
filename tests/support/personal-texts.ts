/** What tells of a person, as people, registers and programs spell it. */
export type Spelled = {
  /** Names, in any letters' case. */
  readonly names: readonly string[];
  /** Numbers, PINs, addresses; digits alone count only where no further digit stands beside them. */
  readonly values: readonly string[];
};

/** One person as a register has them; `birthDate` is `YYYY-MM-DD`. */
export function spelled(person: {
  readonly family: string;
  readonly given?: string | undefined;
  readonly patronymic?: string | undefined;
  readonly birthDate?: string | undefined;
  readonly policies?: readonly string[];
  readonly snils?: readonly string[];
  readonly phones?: readonly string[];
  readonly others?: readonly string[];
}): Spelled {
  const { family, given = "", patronymic = "", birthDate } = person;
  const initials = [given, patronymic].filter(Boolean).map((name) => `${name.charAt(0)}.`);
  const names = [
    [family, given].filter(Boolean).join(" "),
    [given, family].filter(Boolean).join(" "),
    [given, patronymic].filter(Boolean).join(" "),
    ...[" ", "\u00a0"].flatMap((gap) => [
      [family, ...initials].join(gap),
      [...initials, family].join(gap),
      [family, initials.join("")].join(gap),
    ]),
  ];
  return {
    names: names.filter((name) => name.trim().length > 4 && name !== family),
    values: [
      ...(person.policies ?? []).flatMap(numberSpelled),
      ...(person.snils ?? []).flatMap(snilsSpelled),
      ...(person.phones ?? []).flatMap(phoneSpelled),
      ...(birthDate === undefined ? [] : dateSpelled(birthDate)),
      ...(person.others ?? []),
    ],
  };
}

const digitsOf = (text: string): string => text.replaceAll(/\D/g, "");
const inFours = (digits: string, gap: string): string => digits.replaceAll(/(\d{4})(?=\d)/g, `$1${gap}`);

const numberSpelled = (number: string): string[] => [
  number,
  ...(digitsOf(number).length === 16 ? [" ", "-", "\u00a0"].map((gap) => inFours(number, gap)) : []),
];
function snilsSpelled(text: string): string[] {
  const [, a, b, c, d] = /^(\d{3})(\d{3})(\d{3})(\d{2})$/.exec(digitsOf(text)) ?? [];
  return [`${a}${b}${c}${d}`, `${a}-${b}-${c} ${d}`, `${a}-${b}-${c}-${d}`, `${a} ${b} ${c} ${d}`];
}
function phoneSpelled(text: string): string[] {
  const ten = digitsOf(text).slice(-10);
  const [, a, b, c, d] = /^(\d{3})(\d{3})(\d{2})(\d{2})$/.exec(ten) ?? [];
  return [
    ...[ten, `7${ten}`, `8${ten}`],
    ...[`${b}-${c}-${d}`, `${a} ${b}-${c}-${d}`, `(${a}) ${b}-${c}-${d}`, `${a}-${b}-${c}-${d}`],
  ];
}
const months = [
  ...["января", "февраля", "марта", "апреля", "мая", "июня"],
  ...["июля", "августа", "сентября", "октября", "ноября", "декабря"],
];
function dateSpelled(date: string): string[] {
  const [year = "", month = "", day = ""] = date.split("-");
  const word = months[Number(month) - 1];
  return [
    ...[date, `${year}${month}${day}`, `${day}${month}${year}`],
    ...[".", "/", "-", " "].map((gap) => [day, month, year].join(gap)),
    ...[`${year}/${month}/${day}`, `${year}.${month}.${day}`, `${month}/${day}/${year}`],
    ...[`${Number(day)} ${word} ${year}`, `${day} ${word} ${year}`],
  ];
}

/** Bytes as texts: every encoding in which a file, a journal or a printer may hold them. */
function readings(bytes: Buffer): string[] {
  const utf8 = bytes.toString("utf8");
  return [
    utf8,
    // Escaped as in JSON and in URLs.
    utf8.replaceAll(/\\u([0-9a-f]{4})/gi, (_all, code: string) =>
      String.fromCharCode(Number.parseInt(code, 16)),
    ),
    utf8.replaceAll(/(?:%[0-9a-f]{2})+/gi, (text) =>
      Buffer.from(text.replaceAll("%", ""), "hex").toString("utf8"),
    ),
    // Each Cyrillic letter is one byte there: windows-1251 of files, IBM866 of printers.
    new TextDecoder("windows-1251").decode(bytes),
    new TextDecoder("ibm866").decode(bytes),
    ...[0, 1].map((from) => new TextDecoder("utf-16le").decode(bytes.subarray(from))),
    ...(utf8.match(/[A-Za-z0-9+/_-]{24,}={0,2}/g) ?? []).flatMap((run) =>
      [0, 1, 2, 3].map((from) => Buffer.from(run.slice(from), "base64").toString("utf8")),
    ),
  ];
}

/** So many first signs of what is sought are looked up at each place of a text. */
const keyLength = 4;

/** Which of these stand in the bytes, each once. */
export function foundIn(bytes: Buffer, { names, values }: Spelled): string[] {
  const sought = Map.groupBy(
    [...new Set([...names, ...values])].map((value) => ({ value, upper: value.toUpperCase() })),
    ({ upper }) => upper.slice(0, keyLength),
  );
  const found = new Set<string>();
  for (const reading of new Set(readings(bytes))) {
    const text = reading.toUpperCase();
    for (let at = 0; at < text.length; at++) {
      for (const { value, upper } of sought.get(text.slice(at, at + keyLength)) ?? [])
        if (text.startsWith(upper, at) && (!isNumber(value) || isAlone(text, at, upper.length)))
          found.add(value);
    }
  }
  return [...found];
}

const isNumber = (text: string): boolean => /^\d+$/.test(text);
const isAlone = (text: string, at: number, length: number): boolean =>
  !isNumber(text.charAt(at - 1)) && !isNumber(text.charAt(at + length));

export const together = (all: readonly Spelled[]): Spelled => ({
  names: all.flatMap(({ names }) => names),
  values: all.flatMap(({ values }) => values),
});
