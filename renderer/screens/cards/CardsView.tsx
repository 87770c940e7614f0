import { unreachable } from "#contract/base/result.ts";
import { useAccount } from "../../state/cards.ts";
import { useVisit } from "../../state/visit.ts";
import { MessageList } from "../messages/MessageList.tsx";
import { MessageScreen } from "../messages/MessageScreen.tsx";
import { AddedScreen } from "./AddedScreen.tsx";
import { CardFailed } from "./CardFailed.tsx";
import { CardList } from "./CardList.tsx";
import { CardScreen } from "./CardScreen.tsx";
import { CardWait } from "./CardWait.tsx";
import { CardForm } from "./form/CardForm.tsx";
import { NotAddedScreen } from "./NotAddedScreen.tsx";
import { OfferedScreen } from "./OfferedScreen.tsx";
import { OffersScreen } from "./OffersScreen.tsx";
import { RemoveDialog } from "./RemoveDialog.tsx";
import { SelfScreen } from "./SelfScreen.tsx";
import { WhomScreen } from "./WhomScreen.tsx";

/** The patient's cards and messages; as a step of the flow, the choice of the card that a visit is booked for. */
export function CardsView() {
  const { work, removing } = useAccount();
  return (
    <CardWait work={work}>
      <Place />
      {removing && <RemoveDialog card={removing} />}
    </CardWait>
  );
}

function Place() {
  const place = useAccount((state) => state.place);
  const inFlow = useVisit((state) => state.view === "flow");
  switch (place.at) {
    case "cards":
      return <CardList inFlow={inFlow} />;
    case "messages":
      return <MessageList />;
    case "message":
      return <MessageScreen message={place.message} />;
    case "whom":
      return <WhomScreen />;
    case "self":
      return <SelfScreen />;
    case "offers":
      return <OffersScreen />;
    case "offered":
      return <OfferedScreen offer={place.offer} />;
    case "form":
      return <CardForm form={place.form} />;
    case "refused":
      return <NotAddedScreen />;
    case "added":
      return <AddedScreen card={place.card} />;
    case "card":
      return <CardScreen card={place.card} tab={place.tab} />;
    case "failed":
      return <CardFailed failure={place.failure} work={place.work} />;
    default:
      return unreachable(place);
  }
}
