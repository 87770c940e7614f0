import { Activity, type ReactNode, useState } from "react";
import { unreachable } from "#contract/base/result.ts";
import type { StepName } from "#contract/flow/steps.ts";
import { ModesPanel } from "../modes/index.ts";
import { AreaStep, DistrictStep } from "../screens/area/DistrictStep.tsx";
import { BookingFailed } from "../screens/booking/BookingFailed.tsx";
import { BookingWait } from "../screens/booking/BookingWait.tsx";
import { CentralGate } from "../screens/booking/CentralGate.tsx";
import { CheckWait } from "../screens/booking/CheckWait.tsx";
import { TimeWatch } from "../screens/booking/TimeWatch.tsx";
import { UnsettledScreen } from "../screens/booking/UnsettledScreen.tsx";
import { CardsView } from "../screens/cards/CardsView.tsx";
import { ConsentStep } from "../screens/consent/ConsentStep.tsx";
import { RefusedScreen } from "../screens/consent/RefusedScreen.tsx";
import { DateStep } from "../screens/date/DateStep.tsx";
import { DoctorStep } from "../screens/doctor/DoctorStep.tsx";
import { DoneScreen } from "../screens/done/DoneScreen.tsx";
import { CopyScreen } from "../screens/email/CopyScreen.tsx";
import { EmailStep } from "../screens/email/EmailStep.tsx";
import { HelpView } from "../screens/help/HelpView.tsx";
import { IdleScreen } from "../screens/idle/IdleScreen.tsx";
import { useIdle } from "../screens/idle/useIdle.ts";
import { NearestScreen } from "../screens/nearest/NearestScreen.tsx";
import { PersonStep } from "../screens/person/PersonStep.tsx";
import { PhoneStep } from "../screens/phone/PhoneStep.tsx";
import { BranchStep } from "../screens/place/BranchStep.tsx";
import { OrganizationStep } from "../screens/place/OrganizationStep.tsx";
import { PromiseStep } from "../screens/promise/PromiseStep.tsx";
import { ServiceStep } from "../screens/service/ServiceStep.tsx";
import { SignInStep } from "../screens/sign-in/SignInStep.tsx";
import { StaffScreens } from "../screens/staff/StaffScreens.tsx";
import { ServiceScreen } from "../screens/system/ServiceScreen.tsx";
import { TimeStep } from "../screens/time/TimeStep.tsx";
import { MoveQuestion } from "../screens/visits/MoveQuestion.tsx";
import { VisitsView } from "../screens/visits/VisitsView.tsx";
import { WayStep } from "../screens/way/WayStep.tsx";
import { WelcomeScreen } from "../screens/welcome/WelcomeScreen.tsx";
import { WhoStep } from "../screens/who/WhoStep.tsx";
import { useKiosk } from "../state/kiosk.ts";
import { isOpen, useSession } from "../state/session.ts";
import { useStaff } from "../state/staff.ts";
import { useVisit } from "../state/visit.ts";
import { CentralStrip } from "./CentralStrip.tsx";
import { ExpiringDialog } from "./ExpiringDialog.tsx";
import { HelpBanner } from "./HelpBanner.tsx";
import { LeaveDialog } from "./LeaveDialog.tsx";
import { ProgressStrip } from "./ProgressStrip.tsx";
import { ScanNotice } from "./ScanNotice.tsx";
import { TopBar } from "./TopBar.tsx";

/** The frame around every screen, and the screen that is due. */
export function Screens() {
  const { view, flow, booking, askingToLeave, help } = useVisit();
  const idle = useIdle();
  const goesBack = useGoesBack(flow === null ? -1 : flow.order.indexOf(flow.at));
  const isStaff = useStaff(({ place }) => place !== null);
  if (isStaff) {
    return (
      <div className="frame">
        <TopBar />
        <div />
        <StaffScreens />
        <ModesPanel />
        <ScanNotice />
      </div>
    );
  }
  if (idle) return <IdleScreen />;
  const strip = view === "flow" && flow?.choices.visit === undefined;
  return (
    <div className={goesBack ? "frame back" : "frame"}>
      <TopBar />
      <div>
        <HelpBanner />
        <ProgressStrip />
        {strip && <CentralStrip />}
      </div>
      {help && <HelpView topic={help.topic} />}
      {/* Kept as it is behind the help: what was typed and which page was turned to. */}
      <Activity mode={help ? "hidden" : "visible"}>
        <Due />
      </Activity>
      {view === "flow" && flow !== null && !help && <TimeWatch />}
      {askingToLeave && booking.state !== "sending" && <LeaveDialog />}
      <ModesPanel />
      <ExpiringDialog />
      <ScanNotice />
    </div>
  );
}

/** Whether the step that is there lies before the one that was: it then comes in from the left. */
function useGoesBack(place: number): boolean {
  const [last, setLast] = useState({ place, goesBack: false });
  if (last.place === place) return last.goesBack;
  const next = { place, goesBack: place < last.place };
  setLast(next);
  return next.goesBack;
}

function Due(): ReactNode {
  const { view, flow, booking, moving, nearest, copy } = useVisit();
  const open = useSession(({ session }) => isOpen(session));
  const closed = useKiosk(({ service }) => service === "closed") && !open;
  if (view === "refused") return <RefusedScreen />;
  if (view === "unsettled") return <UnsettledScreen />;
  if (view === "welcome" || flow === null) return closed ? <ServiceScreen /> : <WelcomeScreen />;
  if (view === "visits") return <VisitsView />;
  if (view === "account") return <CardsView />;
  if (booking.state === "sending") return <BookingWait />;
  if (booking.state === "failed") return <BookingFailed failure={booking.failure} />;
  if (moving && flow.at === "done" && flow.choices.visit === undefined)
    return <MoveQuestion visit={moving} />;
  const { visit } = flow.choices;
  if (visit && (copy === "typing" || copy === "sending")) return <CopyScreen visitId={visit.visitId} />;
  return (
    <CheckWait on={booking.state === "checking"}>
      {nearest ? <NearestScreen /> : gated(flow.at, stepScreen(flow.at))}
    </CheckWait>
  );
}

/** Steps that ask who one is, or for an agreement: there is no use in them while nothing can be booked. */
const asksPerson: ReadonlySet<StepName> = new Set(["signIn", "person", "consent"]);

const gated = (step: StepName, screen: ReactNode): ReactNode =>
  asksPerson.has(step) ? <CentralGate key={step}>{screen}</CentralGate> : screen;

function stepScreen(step: StepName): ReactNode {
  switch (step) {
    case "signIn":
      return <SignInStep />;
    case "who":
      return <WhoStep />;
    case "way":
      return <WayStep />;
    case "card":
      return <CardsView />;
    case "district":
      return <DistrictStep />;
    case "area":
      return <AreaStep />;
    case "organization":
      return <OrganizationStep />;
    case "branch":
      return <BranchStep />;
    case "service":
      return <ServiceStep />;
    case "doctor":
      return <DoctorStep />;
    case "date":
      return <DateStep />;
    case "time":
      return <TimeStep />;
    case "person":
      return <PersonStep />;
    case "consent":
      return <ConsentStep />;
    case "email":
      return <EmailStep />;
    case "phone":
      return <PhoneStep />;
    case "promise":
      return <PromiseStep />;
    case "done":
      return <DoneScreen />;
    default:
      return unreachable(step);
  }
}
