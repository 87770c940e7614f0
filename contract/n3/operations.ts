import type { HubNamespace, Members, ValueOf } from "./shapes.ts";
import type { HubTypes } from "./types.ts";

/** The client system's key and an optional number that is echoed; the hub does nothing else with it. */
const caller = { guid: "string?", idHistory: "int?" } as const;
const none = {} as const;

type OperationShape = {
  readonly service: "IHubService" | "IHomeCallService";
  /** In the order in which they must be sent. All stand in the namespace of operations. */
  readonly parameters: Members;
  /** What the result holds beside what every result holds. */
  readonly result: Members;
  /** Of the result's own members. */
  readonly namespace: HubNamespace;
};

const hub = <const Parameters extends Members, const Result extends Members>(
  parameters: Parameters,
  result: Result,
) => ({ service: "IHubService", parameters, result, namespace: "hub" }) as const;
const waiting = <const Parameters extends Members, const Result extends Members>(
  parameters: Parameters,
  result: Result,
) => ({ service: "IHubService", parameters, result, namespace: "waiting" }) as const;
const homeCall = <const Parameters extends Members, const Result extends Members>(
  parameters: Parameters,
  result: Result,
) => ({ service: "IHomeCallService", parameters, result, namespace: "homeCall" }) as const;

/** Of a doctor, over a span of time. */
const ofDoctor = {
  idDoc: "string?",
  idLpu: "int",
  idPat: "string?",
  visitStart: "dateTime?",
  visitEnd: "dateTime?",
  ...caller,
} as const;
const freeTimes = {
  ListAppointments: { list: "Appointment" },
  NextAvailableDate: { object: "NextAvailableDate" },
  NotAvailableReasonCode: "string",
} as const;

/**
 * The operations of HubService and HomeCallService whose parameters are known. Left out: those that only a clinic's
 * system sends (SendNotificationAboutAppointment…), and those of which no contract tells the parameters
 * (GetStatusAnalysis, PatientNotification, SearchActivePARequests, SearchHomeCallRequests, …ByPARequest).
 */
export const hubOperations = {
  GetDistrictList: hub(caller, { Districts: { list: "District" } }),
  GetLPUList: hub({ idDistrict: "int?", ...caller }, { ListLPU: { list: "Clinic" } }),
  GetLPUInfo: hub({ idLpu: "int?", ...caller }, { LpuCollection: { list: "LpuInfo" } }),
  GetOrgList: hub({ idDistrict: "int?", ...caller }, { OrgList: { open: true } }),
  GetLpuToRFSZIList: hub(caller, { LpuListToRfiszs: { open: true } }),
  GetSpesialityList: hub(
    { idLpu: "int", idPat: "string?", ...caller },
    { ListSpesiality: { list: "Spesiality" }, LpuChanges: "string" },
  ),
  GetDoctorList: hub(
    { idSpesiality: "string?", idLpu: "int", idPat: "string?", ...caller },
    { Docs: { list: "Doctor" } },
  ),
  GetDoctorList2: hub(
    { idLpu: "int", idPat: "string?", idPosition: "string?", fedIdPosition: "string?", ...caller },
    { Docs: { list: "Doctor4" } },
  ),
  GetPositionList: hub(
    { idLpu: "int", idPat: "string?", ...caller },
    { Comment: "string", ListPosition: { open: true } },
  ),
  GetAvailableDoctors: hub(
    { idLpu: "int", idPat: "string?", idSpeciality: "string?", ferIdSpeciality: "string?", ...caller },
    { Comment: "string", ListSpeciality: { list: "Speciality3" } },
  ),
  GetDocListFullTree: hub({ idLpu: "int", idPat: "string?", ...caller }, { ListDoctor: { list: "Essence" } }),
  GetFullInfoById: hub(
    { idDoc: "string?", idLpu: "int", idPat: "string?", ...caller },
    {
      Doc: { object: "Doctor" },
      DoctorsSpesiality: { object: "Spesiality" },
      LPU: { object: "Clinic" },
      Pat: { object: "Patient" },
    },
  ),
  CheckPatient: hub({ pat: { object: "Patient" }, idLpu: "int", ...caller }, { IdPat: "string" }),
  SearchTop10Patient: hub(
    { pat: { object: "Patient" }, idLpu: "int", ...caller },
    { ListPatient: { list: "Patient" } },
  ),
  AddNewPatient: hub(
    { patient: { object: "Patient" }, idLpu: "int", approvedByTfoms: "boolean?", ...caller },
    { IdPat: "string" },
  ),
  UpdatePhoneByIdPat: hub(
    { idLpu: "int", idPat: "string?", homePhone: "string?", cellPhone: "string?", ...caller },
    none,
  ),
  GetPatientsAreas: hub(
    { idLpu: "string?", idPat: "string?", guid: "guid", idHistory: "int?" },
    { PatientsAreaList: { list: "PatientsArea" } },
  ),
  GetAvailableDates: hub(ofDoctor, { AvailableDateList: { scalars: "dateTime" } }),
  GetAvaibleAppointments: hub(ofDoctor, freeTimes),
  GetAppointmentsDemandDoctorsReferal: hub(
    {
      idDoc: "string?",
      idLpu: "int",
      idPat: "string?",
      appType: "string",
      startVisit: "dateTime?",
      endVisit: "dateTime?",
      ...caller,
    },
    freeTimes,
  ),
  GetWorkingTime: hub(
    { idDoc: "string?", idLpu: "int", visitStart: "dateTime?", visitEnd: "dateTime?", ...caller },
    { WorkingTimeList: { list: "WorkingTime" } },
  ),
  SetAppointment: hub(
    {
      idAppointment: "string?",
      idLpu: "int",
      idPat: "string?",
      doctorsReferral: "string?",
      attachedReferral: { object: "SearchOneDirectionResult" },
      idAppointmentPrev: "string?",
      ...caller,
    },
    { Type: "string" },
  ),
  CreateClaimForRefusal: hub({ idLpu: "int", idPat: "string?", idAppointment: "string?", ...caller }, none),
  GetPatientHistory: hub(
    { idLpu: "int", idPat: "string?", ...caller },
    { ListHistoryRefusal: { list: "HistoryRefusal" }, ListHistoryVisit: { list: "HistoryVisit" } },
  ),
  CheckIn: hub({ idAppointment: "string?" }, { Count: "int", Office: "string" }),
  GetTodayAppointments: hub({ guid: "string?" }, { SchedulerOfDoctorList: { list: "SchedulerOfDoctor" } }),
  InspectDoctorsReferal: hub(
    { idLpu: "int?", doctorsReferal: "string?", ...caller },
    { IdDoc: "string", IdLpu: "int", Id_Patient: "string", Type: "string" },
  ),
  InspectDoctorsReferral2: hub(
    {
      idLpu: "int?",
      doctorsReferal: "string?",
      surname: "string?",
      attachedReferral: { object: "SearchOneDirectionResult" },
      ...caller,
    },
    { IdLpu: "int", IdPat: "string", ListSpeciality: { list: "Speciality2" } },
  ),
  CheckReferral: hub({ doctorsReferral: "string?", ...caller }, { Referral: { object: "Referral" } }),
  SetWaitingList: hub(
    {
      idDoc: "string?",
      nameDoc: "string?",
      idSpesiality: "string?",
      nameSpesiality: "string?",
      idLpu: "int",
      rule: { object: "Rule" },
      claim: "string",
      idPat: "string?",
      namePat: "string?",
      birthday: "dateTime",
      phone: "string?",
      ...caller,
    },
    { GuidClaim: "guid" },
  ),
  RegisterPARequest: waiting({ request: { object: "RegisterPARequest" }, ...caller }, { IdPar: "string" }),
  CancelPARequest: waiting(
    { request: { object: "CancelPARequest" }, ...caller },
    { CancellationResult: "boolean", IdPar: "string" },
  ),
  SearchPARequests: waiting(
    { filter: { object: "SearchPAFilter" }, ...caller },
    { Count: "int", PARequests: { list: "SearchPARequestInfo" } },
  ),
  GetErrorList: hub(caller, { ErrorList1: { list: "Error" } }),
  GetHubUserByGuid: hub({ usersGuid: "string?", ...caller }, { HubUserList: { list: "HubUser" } }),
  GetVersion: hub(none, { DatabaseVersion: "string", ServiceVersion: "string" }),
  ValidateHomeCall: homeCall(
    {
      idLpu: "int",
      reason: "string?",
      comment: "string?",
      idSession: "string?",
      guid: "string?",
      timeIntervals: { list: "TimeInterval" },
      homeCallPatient: { object: "HomeCallPatient" },
      applicant: { object: "Applicant" },
      address: { object: "HomeCallAddress" },
    },
    { IdDoctorPosition: "string", IdPat: "string", IdSession: "string" },
  ),
  GetHomeCallAvailableSlots: homeCall(
    { idSession: "string?", idLpu: "int", guid: "string?", timeIntervals: { list: "TimeInterval" } },
    { IdSession: "string", ListSlot: { list: "Slot" } },
  ),
  CreateHomeCallRequest: homeCall(
    { idSession: "string?", idLpu: "int", idSlot: "string?", guid: "string?" },
    { IdHomeCallRequest: "string", IdSession: "string" },
  ),
  UpdateHomeCallRequest: homeCall(
    { idHomeCallRequest: "string?", homeCallStatus: "int", comment: "string?", guid: "string?" },
    none,
  ),
} as const satisfies Readonly<Record<string, OperationShape>>;

type HubOperations = typeof hubOperations;
export type HubOperation = keyof HubOperations;

/** What every result begins with, in the hub's own namespace. */
export const resultBase = {
  ErrorList: { list: "Error" },
  IdHistory: "int",
  Success: "boolean",
} as const satisfies Members;

type Parameters<Name extends HubOperation> = HubOperations[Name]["parameters"];
type Nillable<Form> = Form extends `${string}?` | { readonly object: string } ? null : never;

/** What a caller gives to an operation: the hub's key is not theirs to give. */
export type HubRequest<Name extends HubOperation> = {
  readonly [Parameter in Exclude<keyof Parameters<Name>, "guid" | "idHistory">]:
    | ValueOf<Parameters<Name>[Parameter], HubTypes>
    | Nillable<Parameters<Name>[Parameter]>;
};

/** What an operation that succeeded tells; each member absent, nil or there. */
export type HubResult<Name extends HubOperation> = {
  readonly [Member in keyof HubOperations[Name]["result"]]?: ValueOf<
    HubOperations[Name]["result"][Member],
    HubTypes
  > | null;
};
