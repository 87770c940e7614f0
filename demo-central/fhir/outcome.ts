/** Codes of FHIR R4 `issue-type` that this central API uses. */
export type IssueCode =
  | "invalid"
  | "structure"
  | "value"
  | "required"
  | "not-supported"
  | "not-found"
  | "deleted"
  | "too-long"
  | "conflict"
  | "duplicate"
  | "multiple-matches"
  | "business-rule"
  | "exception"
  | "transient"
  | "security";

export type Issue = {
  readonly code: IssueCode;
  readonly diagnostics: string;
  /** FHIRPath of the place at fault, such as `Slot.start` or `Bundle.entry[1]`. */
  readonly expression?: string;
};

/** A refusal with its HTTP status. Diagnostics name places and rules, never what a patient's resource holds. */
export class FhirError extends Error {
  override readonly name = "FhirError";
  readonly status: number;
  readonly issues: readonly Issue[];

  constructor(status: number, ...issues: readonly [Issue, ...Issue[]]) {
    super(issues.map((issue) => issue.diagnostics).join("; "));
    this.status = status;
    this.issues = issues;
  }
}

/** The same refusal, told as one of an entry of a Bundle: every expression is put below `place`. */
export function inEntry(error: FhirError, place: string): FhirError {
  const issues = error.issues.map((issue) => ({
    ...issue,
    diagnostics: `${place}: ${issue.diagnostics}`,
    expression: place,
  }));
  const [first, ...rest] = issues;
  return first ? new FhirError(error.status, first, ...rest) : error;
}

/** An OperationOutcome (R4) as JSON text. */
export function outcomeText(issues: readonly Issue[], severity: "error" | "information" = "error"): string {
  return JSON.stringify({
    resourceType: "OperationOutcome",
    issue: issues.map(({ code, diagnostics, expression }) => ({
      severity,
      code,
      diagnostics,
      ...(expression === undefined ? {} : { expression: [expression] }),
    })),
  });
}
