import { describe, expect, it } from "vitest";
import { faultsOn } from "#renderer/state/cards-faults.ts";
import { type CardForm, formOf, formPages, inputOf, keptIn, newForm } from "#renderer/state/cards-form.ts";
import {
  chooseKind,
  chooseSex,
  erase,
  focus,
  goBack,
  goOn,
  setNoPatronymic,
  setNoPhone,
  tell,
  turnTo,
  type,
} from "#renderer/state/cards-typing.ts";
import { card } from "./world-account.ts";

const today = "2026-11-20";
const typed = (form: CardForm, text: string): CardForm => Array.from(text).reduce(type, form);
const next = (form: CardForm): CardForm => goOn(form, today);

function filled(): CardForm {
  let form = typed(newForm("child"), "петрова");
  form = typed(focus(form, "given"), "анна-мария");
  form = next(typed(focus(form, "patronymic"), "ивановна"));
  form = next(chooseSex(typed(form, "12042016"), "female"));
  form = next(typed(form, "5388789769000455"));
  return next(typed(form, "89105412233"));
}

describe("a card is typed, page by page", () => {
  it("is sent as it was typed, with the numbers it has", () => {
    const form = filled();
    expect(form.page).toBe("check");
    expect(inputOf(form)).toEqual({
      relation: "child",
      family: "Петрова",
      given: "Анна-Мария",
      patronymic: "Ивановна",
      birthDate: "12042016",
      sex: "female",
      policy: { kind: "unified", series: "", number: "5388789769000455" },
      snils: "",
      phone: "9105412233",
    });
    expect(next(form).page).toBe("agreement");
  });

  it("leads the caret from a whole and right number to the next field, not from a wrong one", () => {
    const numbers = turnTo(filled(), "numbers");
    const empty = chooseKind(numbers, "unified");
    expect(typed(empty, "5388789769000455").field).toBe("snils");
    expect(typed(empty, "5388789769000456").field).toBe("number");
  });

  it("comes back page by page, and from a mended page to the look over all", () => {
    let form: CardForm | null = filled();
    const seen: string[] = [];
    const mended = next(turnTo(form, "birth"));
    expect(mended.page).toBe("check");
    form = { ...form, checked: false };
    for (; form !== null; form = goBack({ ...form, checked: false })) seen.push(form.page);
    expect(seen).toEqual([...formPages].reverse().slice(1));
  });

  it("erases into the field before", () => {
    const form = typed(newForm("other"), "Ан");
    const given = focus(form, "given");
    expect(erase(given).field).toBe("family");
    expect(erase(form).typed.family).toBe("А");
  });

  it("takes letters in names only, digits in dates only, both in an old policy", () => {
    expect(typed(newForm("other"), "7а!б").typed.family).toBe("Аб");
    expect(typed(turnTo(newForm("other"), "birth"), "а0b7").typed.birthDate).toBe("07");
    const old = chooseKind(turnTo(newForm("other"), "numbers"), "old");
    expect(typed(old, "40АБ").typed.series).toBe("40АБ");
  });
});

describe("what is wrong is told on its page, at its field", () => {
  it("asks for the patronymic, or for the tick that there is none", () => {
    let form = typed(newForm("other"), "Ли");
    form = next(typed(focus(form, "given"), "Юн"));
    expect(form).toMatchObject({ page: "name", field: "patronymic", strict: false });
    form = next(form);
    expect(form).toMatchObject({ page: "name", field: "patronymic", strict: true });
    expect(faultsOn(form, "name", today, true)).toEqual({ patronymic: "PATRONYMIC_EMPTY" });
    expect(next(setNoPatronymic(form, true)).page).toBe("birth");
  });

  it("complains about nothing that is only not yet typed", () => {
    for (const page of formPages) expect(faultsOn(newForm("child"), page, today, false)).toEqual({});
    expect(faultsOn(typed(turnTo(newForm("child"), "birth"), "1204"), "birth", today, false)).toEqual({});
  });

  it("tells a wrong control digit of policy and of СНИЛС while it is typed", () => {
    const numbers = turnTo(newForm("other"), "numbers");
    const policy = typed(numbers, "5388789769000456");
    expect(faultsOn(policy, "numbers", today, false)).toEqual({ number: "POLICY_CHECK_DIGIT" });
    const snils = typed(focus(numbers, "snils"), "11223344596");
    expect(faultsOn(snils, "numbers", today, false)).toEqual({ snils: "SNILS_CHECK" });
    expect(next(typed(focus(numbers, "snils"), "11223344595")).page).toBe("phone");
  });

  it("wants one of both numbers, and the series of an old policy", () => {
    const numbers = turnTo(newForm("other"), "numbers");
    expect(faultsOn(next(numbers), "numbers", today, true)).toEqual({ numbers: "CARD_NUMBERS_MISSING" });
    const old = focus(chooseKind(numbers, "old"), "number");
    expect(next(typed(old, "123456"))).toMatchObject({ page: "numbers", field: "series" });
  });

  it("wants a sex, and a whole phone where one was begun", () => {
    const birth = next(typed(turnTo(newForm("other"), "birth"), "12042016"));
    expect(faultsOn(birth, "birth", today, birth.strict)).toEqual({ sex: "SEX_EMPTY" });
    const phone = next(typed(turnTo(newForm("other"), "phone"), "910"));
    expect(faultsOn(phone, "phone", today, phone.strict)).toEqual({ phone: "PHONE_INCOMPLETE" });
  });

  it("shows what the central API found wrong until that is changed", () => {
    const told = tell(next(filled()), { snils: "SNILS_CHECK" });
    expect(told).toMatchObject({ page: "numbers", field: "snils" });
    const empty = tell(next(filled()), { given: "NAME_CHARACTERS" });
    expect(faultsOn(empty, "name", today, empty.strict)).toEqual({ given: "NAME_CHARACTERS" });
    const mended = typed(focus(empty, "given"), "а");
    expect(faultsOn(mended, "name", today, true)).toEqual({});
    expect(next(mended).page).toBe("check");
  });
});

describe("a card is changed", () => {
  it("begins where all is seen, and keeps the numbers that are masked", () => {
    const form = formOf(card("card-2", {}));
    expect(form.page).toBe("check");
    expect(goBack(form)).toBeNull();
    expect(inputOf(form)).toMatchObject({
      family: "Петрова",
      birthDate: "12042016",
      policy: null,
      snils: "",
    });
    expect(keptIn(form)).toEqual(["policy", "snils", "phone"]);
    expect(keptIn(typed(turnTo(form, "numbers"), "5388789769000455"))).toEqual(["snils", "phone"]);
    expect(keptIn(setNoPhone(form))).toEqual(["policy", "snils"]);
    expect(keptIn(formOf(card("card-2", { snils: "", phone: "" })))).toEqual(["policy"]);
    expect(next(form).page).toBe("agreement");
  });

  it("stops at what an old card lacks", () => {
    const form = next(formOf(card("card-2", { sex: null })));
    expect(form).toMatchObject({ page: "birth", strict: true });
  });
});
