// Starts the window: the styles, the backend, the app.
import { mount } from "svelte";
import App from "./App.svelte";
import { use } from "./backend";
import "./base.css";
import "./theme.svelte";
import "./tokens.css";

await connect();
mount(App, { target: document.body });

/** The shell in the real program; a made-up one in rehearsals, which the production build leaves out. */
async function connect(): Promise<void> {
  if (import.meta.env.MODE === "production") {
    const { shell } = await import("./shell");
    use(shell);
  } else {
    const { rehearse } = await import("./rehearsal/start");
    use(rehearse(new URLSearchParams(location.search)));
  }
}
