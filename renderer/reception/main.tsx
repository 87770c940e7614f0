import "@fontsource-variable/golos-text/wght.css";
import "../styles/tokens.css";
import "../styles/themes.css";
import "../styles/hidden-text.css";
import "../styles/motion.css";
import "./reception.css";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createRoot } from "react-dom/client";
import { config } from "zod";
import { createActions } from "./actions.ts";
import { CounterApp } from "./CounterApp.tsx";
import { createReceptionApi } from "./client.ts";
import { CounterContext } from "./core.ts";
import { startCounterTexts } from "./messages.ts";

// Compiled parsers need eval, which the content security policy forbids.
config({ jitless: true });

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no #root");
const api = createReceptionApi(location.origin);
// What names patients leaves the memory with the session: nothing is kept beside what is on the screen.
const queries = new QueryClient({
  defaultOptions: { queries: { retry: false, gcTime: 0, refetchOnWindowFocus: false } },
});
const act = createActions(api, () => queries.removeQueries({ queryKey: ["personal"] }));
await startCounterTexts();
if (matchMedia("(prefers-color-scheme: dark)").matches) document.documentElement.dataset.theme = "dark";
createRoot(root).render(
  <CounterContext value={{ api, act }}>
    <QueryClientProvider client={queries}>
      <CounterApp />
    </QueryClientProvider>
  </CounterContext>,
);
await act.start();
