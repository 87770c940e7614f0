import { z } from "zod";
import hubJson from "#assets/demo/hub.json" with { type: "json" };

/** What a hub and the clinics' systems behind it write; `{…}` is filled in. */
export const hubTexts = z
  .strictObject({
    /** Beside the numbers of errors; a kiosk shows none of them. */
    errors: z.record(z.string(), z.string()),
    clinicType: z.string(),
    workTime: z.string(),
    onlyByPhone: z.string(),
    noFreeTimes: z.string(),
    /** A word of the contract's, misspelt as there. */
    specialistType: z.string(),
    area: z.string(),
    areaType: z.string(),
    user: z.string(),
    userPosition: z.string(),
    idPrefix: z.string(),
    doctorNote: z.string(),
    doctorRoom: z.string(),
    switchedOn: z.string(),
  })
  .parse(hubJson);
