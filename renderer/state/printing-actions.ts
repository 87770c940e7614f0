import type { TicketFateName } from "#contract/printer/ticket-fate.ts";
import type { Api } from "../api/client.ts";
import type { Answer } from "../api/failures.ts";
import { currentLanguage } from "../i18n/index.ts";
import { canPrint, useKiosk } from "./kiosk.ts";
import { useVisit } from "./visit.ts";

type PrintingActionDeps = {
  readonly api: Api;
  readonly asked: <T>(call: Promise<T>) => Promise<Answer<T>>;
};

/** The ticket of the visit on the screen: printed, doubted, told of. */
export function createPrintingActions({ api, asked }: PrintingActionDeps) {
  const set = useVisit.setState;

  async function print(visitId: string, language: string): Promise<void> {
    if (useVisit.getState().printing.state === "printing") return;
    const printing = { state: "printing" } as const;
    set({ printing });
    const answer = await asked(api.ticket.print({ visitId, language }));
    // Another patient may be printing by now.
    if (useVisit.getState().printing !== printing) return;
    if (answer.ok) return set({ printing: { state: "printed" } });
    const { failure } = answer;
    const inDoubt = failure.kind === "known" && failure.code === "PRINT_IN_DOUBT";
    set({
      printing: inDoubt ? { state: "asked", status: failure.data.status } : { state: "failed", failure },
    });
  }

  return {
    print,

    /** Prints a ticket that nobody has asked for yet; a printer that can't is told of on the screen in any case. */
    async printUnasked(visitId: string, language: string): Promise<void> {
      const isFirst = useVisit.getState().printing.state === "idle";
      if (isFirst && canPrint(useKiosk.getState().printer)) await print(visitId, language);
    },

    /** Asks for the address that a copy of the ticket is to go to. */
    openCopy(): void {
      set({ copy: "typing" });
    },

    closeCopy(): void {
      set({ copy: "none" });
    },

    async sendCopy(visitId: string, address: string): Promise<void> {
      const { flow, copy } = useVisit.getState();
      if (copy === "sending") return;
      set({ copy: "sending" });
      const answer = await asked(api.ticket.email({ visitId, address, language: currentLanguage() }));
      if (useVisit.getState().flow === flow) set({ copy: answer.ok ? "sent" : "failed" });
    },

    /** The patient says whether the ticket came out. */
    async cameOut(visitId: string, yes: boolean): Promise<void> {
      if (useVisit.getState().printing.state !== "asked") return;
      set({ printing: { state: yes ? "printed" : "denied" } });
      await asked(api.ticket.cameOut({ visitId, yes }));
    },

    /** The printer told more of this visit's ticket than it could at the time. */
    ticketNews(visitId: string, fate: TicketFateName): void {
      const { flow, visitsPanel, printing } = useVisit.getState();
      const shown = flow?.choices.visit ?? ("visit" in visitsPanel ? visitsPanel.visit : null);
      if (shown?.visitId !== visitId || printing.state === "printing") return;
      set({ printing: { state: fate === "retracted" ? "retracted" : "printed" } });
    },
  };
}
