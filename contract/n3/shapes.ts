/**
 * How the contract of an N3 hub (HubService, SOAP 1.1, document/literal wrapped) is written down as data: names,
 * namespaces and order of what travels. docs/n3.md tells where each fact is from.
 */
const clr = "http://schemas.datacontract.org/2004/07/HubService2";

export const hubNamespaces = {
  /** Operations and their parameters. */
  tempuri: "http://tempuri.org/",
  /** Members of objects. */
  hub: clr,
  /** Referrals. */
  dto: `${clr}.Dto`,
  /** Waiting requests. */
  waiting: `${clr}.ContractsClasses.PostAppointment`,
  homeCall: `${clr}.ContractsClasses.HomeCall`,
  /** Items of arrays of simple types. */
  arrays: "http://schemas.microsoft.com/2003/10/Serialization/Arrays",
  soap: "http://schemas.xmlsoap.org/soap/envelope/",
  soap12: "http://www.w3.org/2003/05/soap-envelope",
  instance: "http://www.w3.org/2001/XMLSchema-instance",
} as const;
export type HubNamespace = keyof typeof hubNamespaces;

/** `guid` is one by its schema; elsewhere a guid travels as a string. Enums are strings: their words travel. */
export type Scalar = "string" | "int" | "double" | "boolean" | "dateTime" | "guid";
/** What a parameter may also be: nil. */
type ScalarForm = Scalar | `${Scalar}?`;

/** An object of one of the contract's types, or a list of them; its items are elements of the type's name. */
type ObjectForm<Name extends string = string> = { readonly object: Name };
type ListForm<Name extends string = string> = { readonly list: Name };
/** A list of simple values, its items in the namespace of arrays. */
type ScalarListForm = { readonly scalars: "dateTime" | "string" };
/** A list whose items no known contract tells: what simple values they hold, by local name. */
type OpenListForm = { readonly open: true };
export type MemberForm = ScalarForm | ObjectForm | ListForm | ScalarListForm | OpenListForm;

/** Members in the order in which they must be sent: WCF passes over, without a word, what is out of its place. */
export type Members = Readonly<Record<string, MemberForm>>;
export type TypeShape = { readonly namespace: HubNamespace; readonly members: Members };

type ScalarValue<Kind> = Kind extends "int" | "double" ? number : Kind extends "boolean" ? boolean : string;

/** What one item of a list whose form is open holds. */
export type OpenItem = Readonly<Record<string, string | null>>;

/** The value of a member, as TypeScript has it, given all the contract's types. */
export type ValueOf<Form, Types extends Readonly<Record<string, TypeShape>>> = Form extends `${infer Kind}?`
  ? ScalarValue<Kind> | null
  : Form extends string
    ? ScalarValue<Form>
    : Form extends { readonly object: infer Name extends keyof Types }
      ? ObjectOf<Name, Types>
      : Form extends { readonly list: infer Name extends keyof Types }
        ? readonly ObjectOf<Name, Types>[]
        : Form extends { readonly scalars: string }
          ? readonly string[]
          : readonly OpenItem[];

/**
 * An object as it travels: a member may be absent (left out), nil (null) or there. Dates and times are the clinic's wall
 * clock, `YYYY-MM-DDTHH:mm:ss`.
 */
type ObjectOf<Name extends keyof Types, Types extends Readonly<Record<string, TypeShape>>> = {
  readonly [Member in keyof Types[Name]["members"]]?: ValueOf<Types[Name]["members"][Member], Types> | null;
};
