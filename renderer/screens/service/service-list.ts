import type { Service } from "#contract/schedules/catalog.ts";
import { visitKinds } from "#contract/schedules/plain-name.ts";
import { serviceTitle } from "../../format/services.ts";
import type { Language } from "../../i18n/languages.ts";

/** A service with whether the register's own name has to stand beside the plain one. */
export type ListedService = { readonly service: Service; readonly showsOwnName: boolean };

const isBookable = ({ closed, nearest }: Service): boolean => closed === null && nearest !== null;
const kindPlace = ({ plain }: Service): number => (plain?.visit ? visitKinds.indexOf(plain.visit) : -1);

/**
 * Services as people look for them: by title in the alphabet of the language shown, those of one title by the kind of
 * visit, what is free of charge first. What can't be booked now comes apart. No two rows read alike: where plain name,
 * kind and payment are the same, or the register's name says more, that name is shown too.
 */
export function listServices(
  services: readonly Service[],
  language: Language,
): { readonly bookable: readonly ListedService[]; readonly others: readonly ListedService[] } {
  const inOrder = new Intl.Collator(language, { numeric: true });
  const title = (service: Service): string => serviceTitle(service, language);
  const looks = (service: Service): string =>
    JSON.stringify([title(service), service.plain?.visit ?? null, service.payment]);
  const alike = Map.groupBy(services, looks);
  const listed = services
    .toSorted(
      (a, b) =>
        inOrder.compare(title(a), title(b)) ||
        kindPlace(a) - kindPlace(b) ||
        inOrder.compare(a.payment, b.payment) ||
        inOrder.compare(a.name, b.name),
    )
    .map((service) => ({
      service,
      showsOwnName:
        service.plain !== undefined &&
        (service.plain.isPartial || (alike.get(looks(service))?.length ?? 0) > 1),
    }));
  return {
    bookable: listed.filter(({ service }) => isBookable(service)),
    others: listed.filter(({ service }) => !isBookable(service)),
  };
}
