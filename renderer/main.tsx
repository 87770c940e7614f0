import "@fontsource-variable/golos-text/wght.css";
import "./styles/tokens.css";
import "./layout/lengths.css";
import "./styles/themes.css";
import "./styles/base.css";
import "./styles/hidden-text.css";
import "./styles/motion.css";
import "./layout/low-reach.css";
import "./layout/fit-to-height.css";
import { createRoot } from "react-dom/client";
import { config } from "zod";
import { createApi } from "./api/client.ts";
import { createQueryUtils, createStaffQueryUtils } from "./api/queries.ts";
import { createStaffApi } from "./api/staff-client.ts";
import { App } from "./app/App.tsx";
import { startKiosk } from "./app/start.ts";
import { startTexts } from "./i18n/index.ts";
import { createActions } from "./state/actions.ts";
import { sessionNow } from "./state/session.ts";
import { staffNow } from "./state/staff.ts";
import { createStaffActions } from "./state/staff-actions.ts";

// Compiled parsers need eval, which the content security policy forbids.
config({ jitless: true });

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no #root");
const api = createApi(location.origin, sessionNow);
const orpc = createQueryUtils(api);
const act = createActions(api);
const staffApi = createStaffApi(location.origin, staffNow);
const staff = { orpc: createStaffQueryUtils(staffApi), act: createStaffActions(staffApi, act.clear) };

await startTexts();
createRoot(root).render(<App core={{ api, orpc, act, staff }} />);
await startKiosk({ api, orpc, act, staff });
