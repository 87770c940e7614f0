/**
 * What Russian registers write where FHIR has a field of its own, to be recognised in their texts. None of it is ever
 * shown.
 */
export const russian = {
  /** The last word of a patronymic. */
  patronymic: /(?:вич|вна|ична|оглы|кызы|улы|ұлы|қызы|[ьмтк]ич)$/iu,
  /** What forms hold in place of a name that somebody doesn't have, or that isn't known. */
  noName:
    /^(?:нет(?:\sданных)?|не\s?(?:указан[оа]?|имеется|известн[оа]|заполнен[оа]?)|отсутствует|без\sотчества|прочерк|н\/д|б\/о|null|none|n\/a)$/iu,
  /** A date as it is typed. */
  date: /^(\d{2})\.(\d{2})\.(\d{4})(?=$|[ T])/u,
  /** What follows a patronymic as a word of its own. */
  patronymicTail: /^(?:оглы|кызы|улы)$/iu,
  /** What stands between a number and the extension behind it. */
  extension: /\s*(?:доб|вн|внутр|ext|x|#|\*)/iu,
  /** What stands between two numbers in one field. */
  betweenPhones: /[,;/|]|\s(?=\+)|\s(?:и|или)\s/u,
  /** A name that is a place's and not a person's. */
  place: /поликлиник|больниц|клиник|центр|отделени|амбулатори|кабинет|каб\.|диспансер|госпиталь|пункт/iu,
  /** The word before a room's number or name. */
  roomWord:
    /^(?:(?:каб|кб)(?:\.|(?=[\s\d№]))|кабинет(?!\p{L})|room(?=\s)|[кК]\.?(?=\s*№?\s*\d))[\s:]*(?:№\s*)?/iu,
  /** A room with a number that stands behind what it is in. */
  numberedRoom:
    /^(?<before>.*\S)\s*[,;]\s*(?:каб\.?|кабинет)\s*(?:№\s*)?(?<number>\d[^,;]*?)\s*(?:[,;]\s*(?<after>.*))?$/iu,
  /** Visits that one doesn't book ahead. */
  emergency: /неотложн|экстренн|острой боли|cito/iu,
  /** An authority above clinics. */
  authority: /^(?:министерство|департамент|комитет|управление)\s.*здрав/iu,
} as const;
