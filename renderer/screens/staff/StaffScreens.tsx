import { unreachable } from "#contract/base/result.ts";
import { useStaff } from "../../state/staff.ts";
import { PinScreen } from "./PinScreen.tsx";
import { StaffHome } from "./StaffHome.tsx";

/** The screen of staff that is due; nothing while the kiosk is the patients'. */
export function StaffScreens() {
  const place = useStaff((state) => state.place);
  if (place === null) return null;
  switch (place.at) {
    case "pin":
      return <PinScreen />;
    case "home":
      return <StaffHome />;
    default:
      return unreachable(place);
  }
}
