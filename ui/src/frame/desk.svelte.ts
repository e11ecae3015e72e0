// The store of the frame: workspace, person, practice clock, age of the figures. Screens read `desk.view` and ask
// again whenever `desk.version` grows: after a change in the shell, a refresh, another person or workspace.
import { Asked, asFault } from "../asked.svelte";
import { backend, type Fault } from "../backend";
import type { DeskView } from "../views";

class Desk {
  #asked = new Asked<DeskView>();
  /** Grows whenever what the screens show may have changed. */
  version = $state(0);
  /** Grows with another workspace or person: screens forget what they showed. */
  place = $state(0);
  refreshing = $state(false);
  /** A sentence for the line at the bottom of the window, such as "Nothing was moved."; a screen reader says it. */
  said: string | undefined = $state();
  /** What a command of the frame failed with. */
  fault: Fault | undefined = $state.raw();

  get view(): DeskView | undefined {
    return this.#asked.answer;
  }

  /** Whether figures can be asked for and shown. */
  get loadFault(): Fault | undefined {
    return this.#asked.fault;
  }

  /** Reads the frame now and after each change. Returns how to stop. */
  start(): () => void {
    void this.#read();
    const stop = backend().onChanged(() => this.changed());
    const tick = window.setInterval(() => void this.#read(), 15_000);

    return () => {
      stop();
      window.clearInterval(tick);
    };
  }

  /** Something changed: read the frame again and let the screens ask again. */
  changed() {
    this.version += 1;
    void this.#read();
  }

  async chooseWorkspace(id: string) {
    if (await this.#take(() => backend().chooseWorkspace(id))) this.place += 1;
  }

  async actAs(person: string) {
    if (await this.#take(() => backend().actAs(person))) this.place += 1;
  }

  async advanceDays(days: number) {
    await this.#take(() => backend().advanceDays(days));
  }

  async loseNextAnswer() {
    await this.#take(() => backend().loseNextAnswer());
  }

  async refresh() {
    if (this.refreshing) return;
    this.refreshing = true;
    await this.#take(() => backend().refresh());
    this.refreshing = false;
  }

  async #read() {
    await this.#asked.ask(() => backend().desk());
  }

  async #take(command: () => Promise<DeskView>): Promise<boolean> {
    this.said = undefined;
    this.fault = undefined;
    let done = true;
    try {
      const view = await command();
      await this.#asked.ask(() => Promise.resolve(view));
    } catch (error) {
      this.fault = asFault(error);
      done = false;
    }
    this.version += 1;

    return done;
  }
}

export const desk = new Desk();
