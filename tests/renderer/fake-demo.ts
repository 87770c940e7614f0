import { implement } from "@orpc/server";
import { type KioskEvent, kioskContract } from "#contract/index.ts";

const os = implement(kioskContract.demo);

/** The part of the fake core that the demo's panel asks. */
export function fakeDemo(push: (event: KioskEvent) => void) {
  let switches = { centralAway: false, centralSlow: false, paperOut: false, coverOpen: false };
  return {
    info: os.info.handler(() => ({
      switches,
      patients: [
        {
          name: "Иванов Иван Иванович",
          kind: "unified",
          series: "",
          number: "4056410842001238",
          birthDate: "1985-03-07",
        },
        {
          name: "Громова Лидия Петровна",
          kind: "old",
          series: "40АБ",
          number: "123456",
          birthDate: "1948-06-05",
        },
        {
          name: "Соколов Артём Олегович",
          kind: "temporary",
          series: "",
          number: "012345678",
          birthDate: "2001-12-30",
        },
      ],
    })),
    set: os.set.handler(({ input }) => {
      switches = { ...switches, ...input };
      push({ type: "demo", switches });
      return switches;
    }),
    scan: os.scan.handler(({ input }) => {
      push({
        type: "scanner",
        scan: { kind: "policy", number: input.number, birthDate: "1985-03-07" },
      });
      return {};
    }),
  };
}
