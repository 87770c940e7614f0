import type { Sex } from "#contract/patients/person.ts";
import type { PolicyKind } from "#contract/patients/policy.ts";
import { nameWith } from "../format/names.ts";
import { phoneWith } from "../format/numbers.ts";
import { faultIn, faultsOn, firstWrongPage } from "./cards-faults.ts";
import {
  type CardForm,
  type FormFaults,
  type FormField,
  type FormPage,
  type FormSpot,
  fieldsOf,
  formPages,
  lengthOf,
  lettersIn,
  pageOf,
} from "./cards-form.ts";

const put = (form: CardForm, field: FormField, value: string): CardForm => {
  const told = { ...form.told };
  delete told[field];
  delete told.numbers;
  const noPhone = field === "phone" ? false : form.noPhone;
  return { ...form, typed: { ...form.typed, [field]: value }, noPhone, told, strict: false };
};

/** Adds a character to the field that has the caret; one that is then full and right passes the caret on. */
export function type(form: CardForm, character: string): CardForm {
  const { field } = form;
  const letters = lettersIn(form, field);
  const before = form.typed[field];
  if (letters === "only") return put(form, field, nameWith(before, character));
  if (!(letters === "too" ? /^[\p{L}\d]$/u : /^\d$/).test(character)) return form;
  const value = field === "phone" ? phoneWith(before, character) : before + character;
  if (value.length > lengthOf(form, field)) return form;
  const next = put(form, field, value);
  // The date has a page to itself.
  if (field === "birthDate" || letters !== "none" || value.length < lengthOf(form, field)) return next;
  return faultIn(next, field, "") === undefined ? focusNext(next) : next;
}

/** Takes the last character back; from an empty field the caret goes to the one before it. */
export function erase(form: CardForm): CardForm {
  const value = form.typed[form.field];
  if (value !== "") return put(form, form.field, value.slice(0, -1));
  const fields = fieldsOf(form, form.page);
  const before = fields[fields.indexOf(form.field) - 1];
  return before ? { ...form, field: before } : form;
}

export const clear = (form: CardForm): CardForm => put(form, form.field, "");
export const focus = (form: CardForm, field: FormField): CardForm => ({ ...form, field });

/** The caret goes to the next field of the page, and stays in its last. */
export function focusNext(form: CardForm): CardForm {
  const fields = fieldsOf(form, form.page);
  const next = fields[fields.indexOf(form.field) + 1];
  return next ? { ...form, field: next } : form;
}

export const isLastField = (form: CardForm): boolean => fieldsOf(form, form.page).at(-1) === form.field;

export const setNoPhone = (form: CardForm): CardForm => ({ ...put(form, "phone", ""), noPhone: true });

export const chooseSex = (form: CardForm, sex: Sex): CardForm => ({ ...form, sex, strict: false });

export const chooseKind = (form: CardForm, kind: PolicyKind): CardForm => ({
  ...put(put(form, "number", ""), "series", ""),
  kind,
  field: kind === "old" ? "series" : "number",
});

export const setNoPatronymic = (form: CardForm, noPatronymic: boolean): CardForm => ({
  ...put(form, "patronymic", ""),
  noPatronymic,
  field: noPatronymic ? (form.field === "patronymic" ? "given" : form.field) : "patronymic",
});

/** The next page, or the one that has faults, with these told and the caret at the first of them. */
export function goOn(form: CardForm, today: string): CardForm {
  const empty = form.page === "name" ? nextEmptyName(form, today) : undefined;
  if (empty) return { ...form, field: empty };
  const wrong = form.page === "check" ? firstWrongPage(form, today) : form.page;
  const faults = wrong === null ? {} : faultsOn(form, wrong, today, true);
  if (wrong !== null && Object.keys(faults).length > 0)
    return pointAt({ ...(wrong === form.page ? form : turnTo(form, wrong)), strict: true }, faults);
  if (form.page === "check") return turnTo(form, "agreement");
  const next = form.checked ? "check" : formPages[formPages.indexOf(form.page) + 1];
  return next ? turnTo(form, next) : form;
}

/** The first empty name after the present field. What is missing there isn't told yet, as it comes next. */
function nextEmptyName(form: CardForm, today: string): FormField | undefined {
  if (faultsOn(form, "name", today, true)[form.field]) return undefined;
  const fields = fieldsOf(form, "name");
  return fields.slice(fields.indexOf(form.field) + 1).find((field) => form.typed[field] === "");
}

/** The page before; null where the form began. */
export function goBack(form: CardForm): CardForm | null {
  if (form.page === "agreement") return turnTo(form, "check");
  if (form.page === "check") return form.card || form.offer ? null : turnTo(form, "phone");
  const before = form.checked ? "check" : formPages[formPages.indexOf(form.page) - 1];
  return before ? turnTo(form, before) : null;
}

/** Opens a page; its caret stands where something is still to be typed. */
export function turnTo(form: CardForm, page: FormPage): CardForm {
  const fields = fieldsOf(form, page);
  const field = fields.find((one) => form.typed[one] === "") ?? fields[0] ?? form.field;
  return { ...form, page, field, strict: false, checked: form.checked || page === "check" };
}

/** Shows what the central API refused, on its page and at its field. */
export function tell(form: CardForm, told: FormFaults): CardForm {
  const [spot] = Object.keys(told) as FormSpot[];
  if (!spot) return form;
  return pointAt({ ...turnTo(form, pageOf(spot)), told, strict: true }, told);
}

function pointAt(form: CardForm, faults: FormFaults): CardForm {
  const wrong = fieldsOf(form, form.page).find((field) => faults[field]);
  return wrong ? { ...form, field: wrong } : form;
}
