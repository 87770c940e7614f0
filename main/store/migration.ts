/** One step of the schema, applied once, in the order of numbers, together with its row in `migration`. */
export type Migration = {
  readonly number: number;
  readonly name: string;
  readonly sql: string;
};
