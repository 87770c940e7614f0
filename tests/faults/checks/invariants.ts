/** The promises. Each broken one is told with the ids that it is about; there is nothing personal in them. */
const invariants = [
  "a visit exists that nobody was shown",
  "a visit that was shown is not there",
  "a visit was changed and nobody was told",
  "the reception is asked about a visit that was seen",
  "a visit is another patient's than was shown",
  "a visit's time is not its slot's",
  "a ticket tells another time than was chosen",
  "a visit is with another doctor than was chosen",
  "one person's session reached another",
  "two visits in one slot",
  "a slot is busy for nobody",
  "a slot is free under a visit",
  "a slot that the reception blocked was set free",
  "a slot that the reception withdrew is back",
  "a time of the reception's was given out without help",
  "what staff did isn't in the audit",
  "the audit is not whole",
  "a key stands twice",
  "a vendor's own field is lost",
  "something was changed that nobody asked for",
  "a list shows other visits than there are",
  "personal data is left in a kiosk's files",
  "an operation never settled",
  "a process ended by itself",
] as const;
export type Invariant = (typeof invariants)[number];
export type Broken = { readonly invariant: Invariant; readonly what: string };
