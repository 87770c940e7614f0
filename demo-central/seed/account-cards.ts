import { fhirNames } from "#contract/fhir/names.ts";
import { account, knownPatients } from "./assets.ts";
import type { Calendar } from "./calendar.ts";
import { policyIdentifier } from "./patients.ts";
import type { SeedWriter } from "./writer.ts";

/** Writes the cards that known patients keep, and what clinics wrote to them. @param mark what every id begins with */
export function writeAccountCards(writer: SeedWriter, mark: string, calendar: Calendar): void {
  const known = (number: string) => {
    const index = knownPatients.findIndex((one) => one.number === number);
    const person = knownPatients[index];
    if (!person) throw new Error("a account of somebody unknown");
    return { person, reference: { reference: `Patient/${mark}-p${index + 1}` } };
  };

  account.cards.forEach(({ owner, person: number, relation }, index) => {
    const { person, reference } = known(number);
    const { family, given, patronymic, sex, birthDate, snils } = person;
    writer.add({
      resourceType: "RelatedPerson",
      id: `${mark}-k${index + 1}`,
      active: true,
      identifier: [policyIdentifier(person), { system: fhirNames.snils, value: snils }],
      patient: known(owner).reference,
      relationship: [{ coding: [{ system: fhirNames.cardRelation, code: relation }] }],
      name: [
        { use: "official", text: `${family} ${given} ${patronymic}`, family, given: [given, patronymic] },
      ],
      gender: sex,
      birthDate,
      extension: [{ url: fhirNames.extension.linkedPatient, valueReference: reference }],
    });
  });

  account.messages.forEach(({ to, about, daysAgo, hour, sender, text }, index) => {
    const sent = calendar.moment(calendar.dayAhead(-daysAgo), hour * 60);
    writer.add({
      resourceType: "Communication",
      id: `${mark}-m${index + 1}`,
      status: "completed",
      subject: known(about).reference,
      recipient: [known(to).reference],
      sender: sender === null ? { reference: `Organization/${mark}-c1` } : { display: sender },
      sent: sent.text,
      payload: [{ contentString: text }],
    });
  });
}
