import {
  type CentralCards,
  CentralError,
  type CentralMessages,
  type CentralPatients,
} from "#contract/central/central.ts";
import type { CentralPatient } from "#contract/central/people.ts";
import type { Message } from "#contract/patients/message.ts";
import type { Log } from "../log/events.ts";
import { initialsAndFamily } from "../sessions/patient-view.ts";
import type { ClinicTime } from "../time/clinic-time.ts";
import type { Attachments } from "./attachments.ts";

/** What clinics wrote to a patient, and to those whose cards the patient keeps, the newest first. */
export type Messages = {
  of(owner: CentralPatient): Promise<{ kind: "listed"; messages: Message[] } | { kind: "unavailable" }>;
};

/** How long the patient waits for the list, ms, and how many it holds. */
const patience = 10_000;
const most = 50;

export function createMessages(parts: {
  readonly central: CentralMessages & CentralCards & CentralPatients;
  readonly attachments: Attachments;
  readonly time: ClinicTime;
  readonly log: Log;
}): Messages {
  const { central, attachments, time, log } = parts;

  async function list(owner: CentralPatient, signal: AbortSignal): Promise<Message[]> {
    const cards = await central.cardsOf(owner.id, signal);
    const linkedIds = new Set(cards.flatMap(({ linkedPatientId }) => linkedPatientId ?? []));
    linkedIds.delete(owner.id);
    const persons = [owner, ...(await central.readPatients([...linkedIds], signal))];
    const found = await central.messagesTo(
      persons.map(({ id }) => id),
      most,
      signal,
    );
    return Promise.all(
      found.map(async ({ id, sent, from, organizationId, text, patientId }) => {
        const about = persons.find((person) => person.id === patientId);
        const sender =
          from || (organizationId === null ? "" : await attachments.clinic(organizationId, signal));
        const name = about ? initialsAndFamily(about) : "";
        return { id, sent: time.dayAndTime(sent), from: sender, text, about: name };
      }),
    );
  }

  return {
    async of(owner) {
      try {
        return { kind: "listed", messages: await list(owner, AbortSignal.timeout(patience)) };
      } catch (error) {
        if (!(error instanceof CentralError)) throw error;
        log.write("patients.messages-unlisted", { fault: error.fault, code: error.code });
        return { kind: "unavailable" };
      }
    },
  };
}
