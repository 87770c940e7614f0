import type { KioskErrorCode } from "#contract/errors.ts";
import { presets } from "#contract/flow/presets.ts";
import type { KioskInfo } from "#contract/kiosk/kiosk-info.ts";
import type { PersonInput } from "#contract/patients/person.ts";
import type { PhoneGrant } from "#contract/patients/phone-sign-in.ts";
import type { Scan } from "#contract/scanner/scan.ts";
import type { OwnPlace } from "#contract/schedules/catalog.ts";
import type { Offer } from "#contract/schedules/schedule.ts";
import type { PatientView } from "#contract/sessions/patient-view.ts";
import type { Ticket } from "#contract/tickets/ticket.ts";
import { qrRows } from "#main/identity-provider/qr.ts";
import { type AccountWorld, usualAccount } from "./world-account.ts";
import { type Lists, now, ticket, usualLists } from "./world-lists.ts";
import { type StaffWorld, usualStaff } from "./world-staff.ts";

type Fault = { readonly code: KioskErrorCode; readonly data: Record<string, unknown> };

/** What the fake core answers with. A test changes the fields that its case is about. */
export type World = Lists & {
  info: Omit<KioskInfo, "now" | "session">;
  patient: PatientView;
  /** Whom the register answers with for a name and birth date. */
  person: (typed: PersonInput) => PatientView;
  account: AccountWorld;
  staff: StaffWorld;
  /** The kiosk's own address; null: nobody knows it. */
  here: OwnPlace | null;
  /** The chosen time is lost while its patient reads, and these are the nearest others; null: it isn't. */
  lostTo: Offer[] | null;
  /** The central API's clock, ms since 1970. */
  now: number;
  /** What is otherwise on the ticket of a visit that is booked. */
  booked: Partial<Ticket>;
  /** Answers to the next calls of a procedure, by its path; a call takes one from the front. */
  faults: Record<string, Fault[]>;
  /** What a text is that the page takes for a scan; any other is a foreign code. */
  scans: Record<string, Scan>;
  /** How long booking and printing take, ms. */
  bookingTakes: number;
  checkTakes: number;
  printingTakes: number;
  listsTake: number;
  /** The code that is shown to be confirmed on a phone, and what comes of it after `phoneTakes` ms. */
  phoneGrant: PhoneGrant;
  phoneOutcome: "waiting" | "signedIn" | KioskErrorCode;
  phoneTakes: number;
  idleSeconds: number;
};

/** A clinic on a usual day. */
export function usualDay(): World {
  return {
    info: {
      version: "0.0.0",
      kiosk: "kiosk-1",
      clinic: {
        name: "Калужская областная стоматологическая поликлиника",
        address: "ул. Знаменская, 60",
        phone: "8-800-200-56-03",
      },
      timeZone: "Europe/Moscow",
      languages: ["ru", "en", "kk", "tt"],
      flow: [...presets.registratura40],
      demoPhone: false,
      demo: true,
      seconds: { done: 20, unprinted: 60, attract: 45 },
      ticket: { print: "ask" },
      service: "open",
      central: { state: "online", freshAt: now },
      booking: "open",
      printer: "ready",
      mail: false,
      scanner: "serial",
      secondFactor: "birthDate",
      signInMethods: ["policy"],
      cards: false,
      lacks: [],
      speech: true,
      rules: { plannedOnly: true, cancelAhead: 24 },
    },
    patient: {
      name: "И. И. Петров",
      phones: [
        { index: 0, masked: "+7 ••• •••-41-07" },
        { index: 1, masked: "+7 ••• •••-90-22" },
      ],
      attachedOrganizationIds: ["organization-2"],
    },
    person: ({ family, given, patronymic }) => ({
      name: [given.charAt(0), patronymic.charAt(0), family].filter(Boolean).join(". "),
      phones: [],
      attachedOrganizationIds: [],
    }),
    account: usualAccount(),
    staff: usualStaff(ticket),
    ...usualLists(),
    here: null,
    lostTo: null,
    now,
    booked: {},
    faults: {},
    scans: {},
    bookingTakes: 0,
    checkTakes: 0,
    printingTakes: 0,
    listsTake: 0,
    phoneGrant: {
      code: "WDJB-MJHT",
      address: "https://sso.region.example/device",
      qr: qrRows("https://sso.region.example/device?user_code=WDJB-MJHT"),
      number: "47",
      seconds: 300,
    },
    phoneOutcome: "waiting",
    phoneTakes: 500,
    idleSeconds: 20,
  };
}
