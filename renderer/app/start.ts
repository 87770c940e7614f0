import type { KioskEvent } from "#contract/page/events.ts";
import type { SessionState } from "#contract/sessions/session-state.ts";
import { swapToken } from "../api/access.ts";
import type { Api } from "../api/client.ts";
import { ask } from "../api/failures.ts";
import { keepListening } from "../api/listen.ts";
import type { Core } from "../hooks/core.ts";
import { setLanguage } from "../i18n/index.ts";
import { listenKeys } from "../keyboard/index.ts";
import { startModes } from "../modes/index.ts";
import { listenKeyboard, takeScan } from "../scan/index.ts";
import { startSpeech } from "../speech/index.ts";
import type { Actions } from "../state/actions.ts";
import { setClock, takeEvent, takeInfo, useKiosk } from "../state/kiosk.ts";
import { refreshAfter, refreshAll } from "../state/queries.ts";
import { isOpen, takeNews, takeSession, useSession } from "../state/session.ts";
import { useVisit } from "../state/visit.ts";
import { hideCursor } from "./cursor.ts";
import { watchEscapes } from "./escapes.ts";
import { watchFaults } from "./faults.ts";
import { showPresses } from "./press.ts";
import { guardPresses } from "./press-guard.ts";
import { listenForStaff } from "./staff-hold.ts";

/** Several beats in what the core takes for a silence (main/page/heartbeat.ts), ms. */
const beatEvery = 500;
const stayEvery = 10_000;
const staffStayEvery = 2_000;

type Joined = Pick<Core, "api" | "act" | "staff">;

/** Joins the page to the core: access, facts, the stream of events, the heartbeat, and touches that keep a session. */
export async function startKiosk({ api, orpc, act, staff }: Core): Promise<void> {
  watchFaults(api);
  watchEscapes(api);
  startModes();
  guardPresses();
  showPresses();
  hideCursor();
  startSpeech(api);
  const access = await swapToken();
  if (access === "refused") useKiosk.setState({ link: "denied" });
  await readInfo(api, act);
  keepListening({
    open: (signal) => api.events.listen({}, { signal }),
    onEvent: (event) => {
      refreshAfter(event, orpc);
      if (event.type === "staff") staff.act.heard(event.handle);
      else void onEvent(event, { api, act, staff });
    },
    onUp: () => void onUp(api, act),
    onDown: (why) => useKiosk.setState({ link: why === "denied" ? "denied" : "down" }),
  });
  keepBeating(api);
  keepWhileTouched(stayEvery, () => {
    if (useSession.getState().session.state === "open") void act.stay();
  });
  // A staff session is short: no touch before its end may have gone untold.
  keepWhileTouched(staffStayEvery, () => void staff.act.stay());
  listenForStaff(staff.act);
  // The scanner comes first: what it types is no key of anyone's.
  listenKeyboard(mayScanByKeyboard, (text) => void readScan(text, { api, act, staff }));
  listenKeys();
}

function mayScanByKeyboard(): boolean {
  const { info } = useKiosk.getState();
  return info !== null && (info.scanner === "keyboard" || info.demo);
}

async function readScan(text: string, { api, act, staff }: Joined): Promise<void> {
  const scan = await ask(api.scanner.read({ text }));
  if (scan.ok) await takeScan(scan.value, act, staff.act);
}

async function readInfo(api: Api, act: Actions): Promise<void> {
  const info = await ask(api.kiosk.info({}));
  if (!info.ok) {
    if (info.failure.kind === "bug") useKiosk.setState({ broken: true });
    else useKiosk.setState({ link: info.failure.kind === "denied" ? "denied" : "down" });
    return;
  }
  takeInfo(info.value);
  setLanguage(info.value.languages[0] ?? "ru");
  takeSession(info.value.session);
  // A page that was started anew in the middle of a session goes on with the patient who is signed in.
  const { session } = info.value;
  // The former patient may still be here and has to learn what became of the booking.
  if (session.state === "none" && session.endedBy === "lost") useVisit.setState({ endedBy: "lost" });
  if (session.state !== "none" && session.patient !== null && useVisit.getState().view === "welcome")
    await act.begin();
}

async function onUp(api: Api, act: Actions): Promise<void> {
  if (useKiosk.getState().info === null) await readInfo(api, act);
  act.endUnended();
  useKiosk.setState({ link: "up" });
  refreshAll();
}

async function onEvent(event: KioskEvent, { api, act, staff }: Joined): Promise<void> {
  if (event.type === "catalog") {
    // The clinic's own name, address and phone come from the central API too.
    const info = await ask(api.kiosk.info({}));
    if (info.ok) takeInfo(info.value);
    return;
  }
  if (event.type === "scanner") return takeScan(event.scan, act, staff.act);
  if (event.type === "ticket") return act.ticketNews(event.visitId, event.fate);
  if (event.type !== "session") return takeEvent(event);
  if (event.session.state !== "none") return void takeNews(event.session);
  if (!isOpen(useSession.getState().session)) return;
  // The end of the session before may arrive after the start of this one: the core is asked which it was.
  const info = await ask(api.kiosk.info({}));
  if (info.ok && takeNews(info.value.session)) return;
  onEnded(event.session, act);
}

function onEnded(session: SessionState & { state: "none" }, act: Actions): void {
  const wasAway = session.endedBy === "idle" || session.endedBy === "cap" || session.endedBy === "lost";
  const { flow, booking } = useVisit.getState();
  takeSession(session);
  // A core that started anew knows no reason. What it was booking is the one thing that must still be said.
  const unsettled = booking.state === "failed" && booking.failure.kind !== "known";
  if (session.endedBy === null && unsettled) {
    act.clear();
    useVisit.setState({ view: "unsettled" });
    return;
  }
  act.clear(wasAway && flow !== null && flow.choices.visit === undefined ? session.endedBy : null);
}

/** Beats one at a time: a core that is slow to answer gets no heap of them. */
function keepBeating(api: Api): void {
  let isUnderWay = false;
  const beat = async (): Promise<void> => {
    if (isUnderWay) return;
    isUnderWay = true;
    const answer = await ask(api.kiosk.beat({}));
    isUnderWay = false;
    if (answer.ok) setClock(answer.value.now);
  };
  setInterval(() => void beat(), beatEvery);
}

/** Calls `stay` at a touch, at most once in `every` ms. */
function keepWhileTouched(every: number, stay: () => void): void {
  let last = -Infinity;
  const touched = (): void => {
    if (performance.now() - last < every) return;
    last = performance.now();
    stay();
  };
  addEventListener("pointerdown", touched, { capture: true, passive: true });
  addEventListener("keydown", touched, { capture: true, passive: true });
}
