import { unreachable } from "#contract/base/result.ts";
import { useStaff } from "../../state/staff.ts";
import { CardScreen } from "./CardScreen.tsx";
import { CardsScreen } from "./CardsScreen.tsx";
import { EntryScreen } from "./EntryScreen.tsx";
import { EventsScreen } from "./EventsScreen.tsx";
import { FoundScreen } from "./FoundScreen.tsx";
import { HelpOwnScreen } from "./HelpOwnScreen.tsx";
import { HelpScreen } from "./HelpScreen.tsx";
import { KioskScreen } from "./KioskScreen.tsx";
import { NumberScreen } from "./NumberScreen.tsx";
import { PinScreen } from "./PinScreen.tsx";
import { ReviewScreen } from "./ReviewScreen.tsx";
import { StaffHome } from "./StaffHome.tsx";
import { TicketScreen } from "./TicketScreen.tsx";
import { TicketsScreen } from "./TicketsScreen.tsx";
import { WorkScreen } from "./WorkScreen.tsx";

/** The screen of staff that is due; nothing while the kiosk is the patients'. */
export function StaffScreens() {
  const place = useStaff((state) => state.place);
  if (place === null) return null;
  switch (place.at) {
    case "pin":
      return <PinScreen />;
    case "home":
      return <StaffHome />;
    case "tickets":
      return <TicketsScreen />;
    case "number":
      return <NumberScreen />;
    case "found":
      return <FoundScreen tickets={place.tickets} />;
    case "ticket":
      return <TicketScreen ticket={place.ticket} />;
    case "review":
      return <ReviewScreen />;
    case "help":
      return <HelpScreen />;
    case "helpOwn":
      return <HelpOwnScreen />;
    case "kiosk":
      return <KioskScreen />;
    case "work":
      return <WorkScreen />;
    case "cards":
      return <CardsScreen />;
    case "card":
      return <CardScreen member={place.member} />;
    case "events":
      return <EventsScreen />;
    case "entry":
      return <EntryScreen item={place.item} />;
    default:
      return unreachable(place);
  }
}
