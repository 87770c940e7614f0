import { nomenclatureCode } from "#contract/schedules/nomenclature-code.ts";
import type { StoredService } from "../../schedules/catalog.ts";
import type { RulesSettings } from "./settings.ts";

/** A service as it counts at this kiosk: where the configuration says something of its code, that holds. */
export function serviceAsConfigured(
  service: StoredService,
  { services, attachedOnly }: Pick<RulesSettings, "services" | "attachedOnly">,
): StoredService {
  const own = services[service.code] ?? services[nomenclatureCode(service.code) ?? ""] ?? {};
  return {
    ...service,
    fromAge: own.fromAge ?? service.fromAge,
    toAge: own.toAge ?? service.toAge,
    sex: own.sex === undefined ? service.sex : own.sex === "any" ? null : own.sex,
    attachedOnly: attachedOnly && (own.attachedOnly ?? service.attachedOnly),
    referralNeeded: own.referralNeeded ?? service.referralNeeded,
  };
}
