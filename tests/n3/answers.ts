/** Answers of three kinds of clinics' systems, as they differ; the people in them are invented. */
const tempuri = "http://tempuri.org/";
const hub = "http://schemas.datacontract.org/2004/07/HubService2";
const instance = "http://www.w3.org/2001/XMLSchema-instance";

/** As .NET writes: prefixes on members. */
export const answerOf = (operation: string, members: string): string =>
  `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>` +
  `<${operation}Response xmlns="${tempuri}"><${operation}Result xmlns:a="${hub}" xmlns:i="${instance}">` +
  `${members}</${operation}Result></${operation}Response></s:Body></s:Envelope>`;

export const succeeded = (operation: string, members: string): string =>
  answerOf(operation, `<a:ErrorList/><a:IdHistory i:nil="true"/><a:Success>true</a:Success>${members}`);

export const refused = (operation: string, ...errors: readonly (number | string)[]): string =>
  answerOf(
    operation,
    `<a:ErrorList>${errors
      .map(
        (error) =>
          `<a:Error><a:ErrorDescription>Петрова Анна, полис 4000</a:ErrorDescription><a:IdError>${error}</a:IdError></a:Error>`,
      )
      .join("")}</a:ErrorList><a:Success>false</a:Success>`,
  );

/** As 1С writes: a default namespace on each member, `xsi:nil`, members in no order, and some of its own. */
export const historyOf1C = `<?xml version="1.0" encoding="UTF-8"?>
<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Header/><soap:Body>
<m:GetPatientHistoryResponse xmlns:m="${tempuri}" xmlns:xsi="${instance}">
<m:GetPatientHistoryResult>
  <ListHistoryVisit xmlns="${hub}">
    <HistoryVisit>
      <VisitStart>2027-03-09T13:40:00.0000000+03:00</VisitStart>
      <НомерСтроки xmlns="http://v8.1c.ru/own">1</НомерСтроки>
      <IdAppointment>00000000000000004711</IdAppointment>
      <DoctorRendingConsultation>
        <Name>Ветров А.Б.</Name><IdDoc>8f14e45f-ceea-467f-a1d6-0c1b2f3a4b5c</IdDoc>
        <CountFreeTicket/><LastDate>0001-01-01T00:00:00</LastDate><Snils xsi:nil="1"/>
      </DoctorRendingConsultation>
      <DateCreatedAppointment>0001-01-01T00:00:00</DateCreatedAppointment>
    </HistoryVisit>
    <HistoryVisit><IdAppointment>2</IdAppointment><VisitStart>завтра</VisitStart></HistoryVisit>
  </ListHistoryVisit>
  <Success xmlns="${hub}">1</Success>
  <IdHistory xmlns="${hub}">53433</IdHistory>
</m:GetPatientHistoryResult></m:GetPatientHistoryResponse></soap:Body></soap:Envelope>`;

export const faultOf = (code: string): string =>
  `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><s:Fault>` +
  `<faultcode xmlns:a="http://schemas.microsoft.com/net/2005/12/windowscommunicationfoundation/dispatcher">a:${code}</faultcode>` +
  `<faultstring xml:lang="ru-RU">Петрова Анна</faultstring></s:Fault></s:Body></s:Envelope>`;

export const fault12Of = (code: string): string =>
  `<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body><s:Fault><s:Code><s:Value>s:Receiver</s:Value>` +
  `<s:Subcode><s:Value xmlns:a="urn:x">a:${code}</s:Value></s:Subcode></s:Code></s:Fault></s:Body></s:Envelope>`;

export const freeTimes = succeeded(
  "GetAvaibleAppointments",
  `<a:ListAppointments><a:Appointment><a:Address i:nil="true"/><a:IdAppointment>4711_2027-03-09_09:12:00</a:IdAppointment>` +
    `<a:Num i:nil="true"/><a:Room/><a:VisitEnd>2027-03-09T09:12:00</a:VisitEnd><a:VisitStart>2027-03-09T09:12:00</a:VisitStart>` +
    `</a:Appointment></a:ListAppointments>`,
);
