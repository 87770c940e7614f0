import { type BirthDateFault, parseBirthDate } from "#contract/patients/birth-date.ts";
import {
  type DocumentFault,
  longestDocument,
  parseDocument,
  type SecondFactor,
} from "#contract/patients/document.ts";
import {
  oldNumberMax,
  oldSeriesMax,
  type PolicyFault,
  type PolicyKind,
  parsePolicy,
  policyFaultField,
  temporaryLength,
  unifiedLength,
} from "#contract/patients/policy.ts";

export type FieldName = "series" | "number" | SecondFactor;

/** What has been typed, digit by digit. Each kind of policy keeps its own number while one looks at another. */
export type SignInForm = {
  readonly kind: PolicyKind;
  readonly field: FieldName;
  readonly series: string;
  readonly numbers: Readonly<Record<PolicyKind, string>>;
  /** What proves the policy's holder: one of the two is asked, as configured. */
  readonly birthDate: string;
  readonly document: string;
  readonly factor: SecondFactor;
};

export const emptyForm = (factor: SecondFactor): SignInForm => ({
  kind: "unified",
  field: "number",
  series: "",
  numbers: { unified: "", old: "", temporary: "" },
  birthDate: "",
  document: "",
  factor,
});

const numberLength: Readonly<Record<PolicyKind, number>> = {
  unified: unifiedLength,
  old: oldNumberMax,
  temporary: temporaryLength,
};

export const valueIn = (form: SignInForm, field: FieldName): string =>
  field === "number" ? form.numbers[form.kind] : form[field];

/** What is sent of it. */
export const typedIn = (form: SignInForm) => ({
  policy: {
    kind: form.kind,
    series: form.kind === "old" ? form.series : "",
    number: valueIn(form, "number"),
  },
  birthDate: form.birthDate,
  document: form.document,
});

const lengthOf = (form: SignInForm, field: FieldName): number => {
  if (field === "birthDate") return 8;
  if (field === "document") return longestDocument;
  return field === "series" ? oldSeriesMax : numberLength[form.kind];
};

/** Whether the field takes letters as well: old policies and birth certificates have them. */
export const takesLetters = ({ kind, field }: SignInForm): boolean =>
  field === "document" || (kind === "old" && field !== "birthDate");

const withValue = (form: SignInForm, value: string): SignInForm => {
  if (form.field === "number") return { ...form, numbers: { ...form.numbers, [form.kind]: value } };
  return { ...form, [form.field]: value };
};

export const chooseKind = (form: SignInForm, kind: PolicyKind): SignInForm => ({
  ...form,
  kind,
  field: kind === "old" && form.series === "" ? "series" : "number",
});

/** The form as a scan fills it: a unified policy, and its holder's birth date (`YYYY-MM-DD`) where the code has one. */
export function scannedForm(
  { number, birthDate }: { readonly number: string; readonly birthDate: string | null },
  factor: SecondFactor,
): SignInForm {
  const empty = emptyForm(factor);
  return {
    ...empty,
    field: factor,
    numbers: { ...empty.numbers, unified: number },
    birthDate: birthDate === null ? "" : birthDate.split("-").reverse().join(""),
  };
}

/** Adds a character to the field that has the caret; a number that is complete and right passes it on. */
export function type(form: SignInForm, character: string): SignInForm {
  const value = valueIn(form, form.field);
  if (value.length >= lengthOf(form, form.field)) return form;
  if (!/^\d$/.test(character) && !takesLetters(form)) return form;
  const typed = withValue(form, value + character);
  const full = form.field === "number" && form.kind !== "old" && policyFault(typed) === null;
  const open = form.factor === "document" ? form.document === "" : form.birthDate.length < 8;
  return full && open ? { ...typed, field: form.factor } : typed;
}

/** Takes the last character back; from an empty field the caret goes to the one before it. */
export function erase(form: SignInForm): SignInForm {
  const value = valueIn(form, form.field);
  if (value !== "") return withValue(form, value.slice(0, -1));
  if (form.field === form.factor) return { ...form, field: "number" };
  return form.field === "number" && form.kind === "old" ? { ...form, field: "series" } : form;
}

export const clearField = (form: SignInForm): SignInForm => withValue(form, "");

const policyFault = (form: SignInForm): PolicyFault | null => {
  const parsed = parsePolicy({ kind: form.kind, series: form.series, number: form.numbers[form.kind] });
  return parsed.ok ? null : parsed.code;
};

const birthDateFault = (form: SignInForm, today: string): BirthDateFault | null => {
  const parsed = parseBirthDate(form.birthDate, today);
  return parsed.ok ? null : parsed.code;
};

const documentFault = (form: SignInForm): DocumentFault | null => {
  const parsed = parseDocument(form.document);
  return parsed.ok ? null : parsed.code;
};

export type FormFaults = {
  readonly series: PolicyFault | null;
  readonly number: PolicyFault | null;
  readonly birthDate: BirthDateFault | null;
  readonly document: DocumentFault | null;
};

/** What is wrong, by field. `strict`: also that something is missing, as when the patient pressed «Войти». */
export function faultsOf(form: SignInForm, today: string, strict: boolean): FormFaults {
  const policy = policyFault(form);
  const missing =
    policy === "POLICY_EMPTY" || policy === "POLICY_INCOMPLETE" || policy === "POLICY_SERIES_EMPTY";
  const shown = policy !== null && (strict || !missing) ? policy : null;
  const birthDate = form.factor === "birthDate" ? birthDateFault(form, today) : null;
  const document = form.factor === "document" ? documentFault(form) : null;
  return {
    series: shown !== null && policyFaultField(shown) === "series" ? shown : null,
    number: shown !== null && policyFaultField(shown) === "number" ? shown : null,
    birthDate: strict || birthDate !== "BIRTH_DATE_INCOMPLETE" ? birthDate : null,
    document: strict || document === "DOCUMENT_CHARACTERS" ? document : null,
  };
}

/** The first field with a fault, where the caret goes. */
export const firstFault = (faults: FormFaults): FieldName | null =>
  (["series", "number", "birthDate", "document"] as const).find((field) => faults[field] !== null) ?? null;
