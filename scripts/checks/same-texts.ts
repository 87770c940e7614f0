/** A text, or a branch of texts, that some languages write as Russian does. */
export type SameText = {
  readonly key: string;
  readonly languages: readonly string[];
  readonly why: string;
};

const both = ["kk", "tt"];
const loanword = "the language's own word is the same";
const reception = "the word on the sign above reception";

/** Every text that may be equal to the Russian one; `npm run check:texts` takes any other for untranslated. */
export const sameTexts: readonly SameText[] = [
  {
    key: "screens.keypad.toLetters",
    languages: ["en", ...both],
    why: "the key to the Russian letters of a policy's series",
  },
  {
    key: "screens.keypad.letterKeys",
    languages: ["en", ...both],
    why: "the letters that a policy's series may have",
  },
  {
    key: "screens.keyboard.nameRows",
    languages: ["en"],
    why: "the register writes names in Russian letters",
  },
  {
    key: "screens.keyboard.emailEndings",
    languages: ["en", ...both],
    why: "endings of addresses in Latin letters",
  },
  { key: "screens.room", languages: both, why: "as it stands on the doors" },
  { key: "screens.top.reception", languages: both, why: reception },
  { key: "screens.top.patient", languages: both, why: loanword },
  { key: "screens.how.who.title.policy", languages: both, why: loanword },
  { key: "screens.how.ticket.title", languages: both, why: loanword },
  { key: "screens.demo.open", languages: both, why: loanword },
  { key: "screens.demo.phone", languages: both, why: loanword },
  { key: "screens.email.example", languages: ["en", ...both], why: "an address in Latin letters" },
  { key: "screens.visits.ticket", languages: both, why: loanword },
  { key: "screens.cards.title", languages: both, why: loanword },
  { key: "screens.cards.form.numbers.snils", languages: both, why: "the number's own name" },
  { key: "screens.cards.field.snils", languages: both, why: "the number's own name" },
  { key: "screens.cards.field.phone", languages: both, why: loanword },
  { key: "screens.cards.field.family", languages: ["tt"], why: loanword },
  { key: "screens.help.topic.bring.short", languages: both, why: loanword },
  { key: "screens.modes.text.sign", languages: both, why: "the letter that stands for letters" },
  { key: "screens.person.family", languages: ["tt"], why: loanword },
  { key: "screens.help.topic.bring.short", languages: both, why: loanword },
  { key: "screens.visits.ticket", languages: both, why: loanword },
  { key: "screens.cards.title", languages: both, why: loanword },
  { key: "screens.cards.field.family", languages: ["tt"], why: loanword },
  { key: "screens.cards.field.phone", languages: both, why: loanword },
  { key: "screens.cards.field.snils", languages: both, why: "as it stands on the document" },
  { key: "screens.cards.form.numbers.snils", languages: both, why: "as it stands on the document" },
  { key: "screens.path.organization", languages: both, why: loanword },
  { key: "screens.done.number", languages: both, why: loanword },
  { key: "screens.done.patient", languages: both, why: loanword },
  { key: "screens.visits.room", languages: both, why: loanword },
  { key: "screens.visits.ticket", languages: both, why: loanword },
  { key: "screens.cards.title", languages: both, why: loanword },
  { key: "screens.cards.field.family", languages: ["tt"], why: loanword },
  { key: "screens.cards.field.phone", languages: both, why: loanword },
  { key: "screens.cards.field.snils", languages: both, why: "the name of the document" },
  {
    key: "screens.cards.form.numbers.snils",
    languages: both,
    why: "the name of the document, and a loanword",
  },
  { key: "ticket.number", languages: both, why: loanword },
  { key: "ticket.room", languages: both, why: loanword },
  { key: "ticket.patient", languages: both, why: loanword },
  { key: "ticket.phone", languages: both, why: reception },
  { key: "dates.months", languages: ["tt"], why: loanword },
  { key: "dates.weekdaysShort", languages: ["kk"], why: "two weekdays are cut to the same two letters" },
];
