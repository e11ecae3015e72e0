// Starts the window: the styles, the backend, the app.
import { mount } from "svelte";
import { ahead } from "./ahead";
import App from "./App.svelte";
import { use } from "./backend";
import "./base.css";
import { shell } from "./shell";
import "./theme.svelte";
import "./tokens.css";

/** How long the window may stay blank, in milliseconds. */
const blank = 1_000;

await connect();
mount(App, { target: document.body });

/** The shell in the real program; a made-up one in rehearsals, which the production build leaves out. */
async function connect(): Promise<void> {
  if (import.meta.env.MODE === "production") {
    const early = ahead(shell);
    use(early.backend);
    // One first picture: without the font all would be laid out twice, without the answers painted twice.
    // Where the answers take long, the window says so instead of staying blank.
    await Promise.race([
      Promise.allSettled([early.answered, document.fonts.load('13px "Inter"')]),
      new Promise((late) => window.setTimeout(late, blank)),
    ]);
  } else {
    const { rehearse } = await import("./rehearsal/start");
    use(rehearse(new URLSearchParams(location.search)));
  }
}
