import type { NamedService } from "#contract/schedules/plain-name.ts";
import type { Language } from "../i18n/languages.ts";
import type { Texts } from "../i18n/messages.ts";

/** What a service is called, without the kind of visit: «Стоматолог», or the register's own name. */
export function serviceTitle({ name, plain }: NamedService, language: Language): string {
  return plain?.title[language] ?? plain?.title.ru ?? name;
}

/** A service in one line: «Стоматолог — первый приём». */
export function serviceLine(service: NamedService, t: Texts, language: Language): string {
  const title = serviceTitle(service, language);
  const visit = service.plain?.visit ?? null;
  return visit === null ? title : t("service.named", { title, kind: t(`service.kind.${visit}`) });
}
