/**
 * Names under which Infomat reads and writes at a FHIR R4 central API. Identifier systems are defaults: a region
 * that uses others sets them in the configuration. docs/fhir.md tells where each is used.
 */
export const fhirNames = {
  policyUnified: "urn:oid:1.2.643.2.69.1.1.1.6.228",
  policyOld: "urn:oid:1.2.643.2.69.1.1.1.6.226",
  policyTemporary: "urn:oid:1.2.643.2.69.1.1.1.6.227",
  snils: "urn:oid:1.2.643.2.69.1.1.1.6.223",
  passport: "urn:oid:1.2.643.2.69.1.1.1.6.14",
  birthCertificate: "urn:oid:1.2.643.2.69.1.1.1.6.3",
  socialCard: "urn:infomat:social-card",
  /** Nomenclature of medical services (НСИ). */
  serviceCode: "urn:oid:1.2.643.5.1.13.13.11.1070",
  /** Appointment.identifier and Consent.identifier: the key of the booking, UUIDv7. */
  bookingKey: "urn:infomat:booking-key",
  /** Appointment.identifier: the key of a cancel or a move that was carried out, UUIDv7. */
  operationKey: "urn:infomat:operation-key",
  /** Slot.identifier and Appointment.identifier: the key of an attempt that was shut out or taken back. */
  fenceKey: "urn:infomat:fence-key",
  /** RelatedPerson.identifier: the key under which a card was made, UUIDv7. */
  cardKey: "urn:infomat:card-key",
  /** RelatedPerson.relationship: `self`, `child` or `other`. What has it is a card that its patient keeps. */
  cardRelation: "urn:infomat:card-relation",
  /** HL7 v3 RoleCode: `ONESELF` and `CHILD` stand beside ours, for programs that know no cards. */
  roleCode: "http://terminology.hl7.org/CodeSystem/v3-RoleCode",
  ticketNumber: "urn:infomat:ticket-number",
  /** HealthcareService.characteristic: `free` or `paid`, `attached-only`, `referral-needed`. */
  serviceTrait: "urn:infomat:service-trait",
  /** Organization.type: the kind of clinic, text in `display`. */
  organizationKind: "urn:infomat:organization-kind",
  /** Location.physicalType code `ro` (HL7 location-physical-type) marks a room. */
  physicalType: "http://terminology.hl7.org/CodeSystem/location-physical-type",
  consentScope: "http://terminology.hl7.org/CodeSystem/consentscope",
  /** LOINC 59284-0 "Consent Document" is the category that R4 servers know. */
  loinc: "http://loinc.org",
  extension: {
    /** HealthcareService: valueRange in whole years (UCUM `a`), both ends included, either may be left out. */
    ageLimits: "urn:infomat:extension:age-limits",
    /** HealthcareService: valueCode `male` or `female`, where only one is received. */
    sex: "urn:infomat:extension:sex",
    /** Appointment: valueString, a phone for this visit, E.164. */
    contactPhone: "urn:infomat:extension:contact-phone",
    /** Appointment: valueCode `kiosk`. */
    channel: "urn:infomat:extension:channel",
    /** Appointment: valueCode, Slot.status before the kiosk took a time that reception alone gives out. */
    slotStatusBefore: "urn:infomat:extension:slot-status-before",
    /** Consent: valueCode, for whom the text is worded: `self`, `child` or `other`. */
    consentVariant: "urn:infomat:extension:consent-variant",
    /** RelatedPerson: valueReference to the Patient whom the card is about. */
    linkedPatient: "urn:infomat:extension:linked-patient",
    /** Consent: valueString, SHA-256 (hex) of the text as shown. */
    consentHash: "urn:infomat:extension:consent-hash",
    /** Consent and Appointment: valueString, the kiosk's own number. */
    kiosk: "urn:infomat:extension:kiosk",
  },
} as const;
