import type { CentralError, CentralFault } from "#contract/central/central.ts";
import type { SelfTestFault } from "#contract/conformance/self-test.ts";

/** A fault in plain words, and what whoever installs the kiosk can do about it. */
export type Diagnosis = { readonly text: string; readonly fix: string };

const ofCentral: Readonly<Record<CentralFault, Diagnosis>> = {
  unavailable: {
    text: "The central API does not answer.",
    fix: "Check the address, the network and central.proxy. Opened in a browser on this machine, the address with /metadata at its end must show a page of text.",
  },
  invalidResponse: {
    text: "Something answers, but not as a FHIR R4 server does.",
    fix: "Check the address: it must be the FHIR base address, such as https://fhir.example.org/fhir. A sign-in page or a proxy's own page may stand in between.",
  },
  tooLarge: {
    text: "The central API's answer is larger than the kiosk reads.",
    fix: "Lower central.pageSize, or raise central.maxAnswer, in the configuration.",
  },
  unauthorized: {
    text: "The central API refuses the kiosk's access.",
    fix: "Check central.auth (token file, certificate and key) and central.caFile in the configuration, and the kiosk's rights at the central API.",
  },
  rejected: {
    text: "The central API does not take the kiosk's request.",
    fix: "Check the address: it must be the FHIR base address. Show the detail to whoever runs the central API, with docs/fhir.md.",
  },
  nameNeeded: {
    text: "The central API looks for patients by name as well as by numbers.",
    fix: "Nothing: the kiosk asks patients for their names.",
  },
};

export function centralDiagnosis(error: CentralError): Diagnosis {
  const { text, fix } = ofCentral[error.fault];
  return { text: `${text} (${error.message})`, fix };
}

/** What each finding of the self-test means, and where to look at the central API. */
export const selfTestDiagnoses: Readonly<Record<SelfTestFault, Diagnosis>> = {
  unprepared: {
    text: "The central API does not let the kiosk make the test's own schedule, so nothing is known.",
    fix: "Give the kiosk's access the right to create and delete Location, Schedule, Slot and Appointment while the test runs; or run it once with a configuration whose access has that right, and with the kiosk's own data folder.",
  },
  refused: {
    text: "The central API refuses a sound booking.",
    fix: "Give the kiosk's access the right to send transactions (POST to the base address), to update Slot and to create Appointment and Consent.",
  },
  notFound: {
    text: "A booking is not found by its key right after it was made: a lost answer could not be settled.",
    fix: "Have Appointment.identifier indexed at once, not in the background, and no cache in front of the central API.",
  },
  staleTaken: {
    text: "A booking is kept on a slot that somebody else has changed meanwhile: two patients could have one time.",
    fix: "The central API must honour ifMatch inside transactions. Some servers can't (Spark, LinuxForHealth, FHIR Works, OpenEMR): there the kiosk can't book.",
  },
  partialCommit: {
    text: "The central API keeps one part of a booking without the rest: visits without a time, or times taken by nobody.",
    fix: "Switch real transactions on (Medplum: the project's feature transaction-bundles). Without them the kiosk can't book there.",
  },
  keyTwice: {
    text: "The central API keeps two bookings under one key: a booking sent again would be made twice.",
    fix: "The central API must honour ifNoneExist inside transactions.",
  },
  slotTwice: {
    text: "Two bookings at the same moment both get the same time.",
    fix: "The central API must check ifMatch when it commits. Its database needs at least the isolation that its vendor asks for.",
  },
  fenceWithoutEffect: {
    text: "A changed slot has no new version: a booking that arrives late could not be shut out.",
    fix: "Versions of Slot must be counted, and Slot.identifier must be kept as sent.",
  },
};
