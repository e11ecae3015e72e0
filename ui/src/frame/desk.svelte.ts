// The store of the frame: workspace, person, practice clock, progress of a refresh. Screens read `desk.view` and ask
// again whenever `desk.version` grows: after a change in the shell, a refresh, another person or workspace.
import { Asked, asFault } from "../asked.svelte";
import { backend } from "../backend";
import type { Fault, Start, SyncProgress } from "../bindings";
import { wall } from "../dates";
import { setTheme } from "../theme.svelte";

class Desk {
  /** Grows whenever what the screens show may have changed. */
  version = $state(0);
  /** Grows with another workspace or person: screens start anew. */
  place = $state(0);
  /** How far a refresh is; undefined when none is under way. */
  progress: SyncProgress | undefined = $state.raw();
  refreshing = $state(false);
  /** A sentence for the line at the bottom of the window, such as "Nothing was moved."; a screen reader says it. */
  said: string | undefined = $state();
  /** What a command of the frame failed with. */
  fault: Fault | undefined = $state.raw();
  /** The wall clock of the workspace in milliseconds, counted on from the last answer. */
  now = $state(0);

  #asked = new Asked<Start>();
  /** A person wanted to open a workspace whose journal is damaged. */
  #wanted: Fault | undefined = $state.raw();
  #answeredAt = 0;

  get view(): Start | undefined {
    return this.#asked.answer;
  }

  /** Why the frame cannot be shown. */
  get loadFault(): Fault | undefined {
    return this.#asked.fault;
  }

  /** Instead of the frame: the workspace that cannot be opened because its journal is damaged. */
  get damaged(): Fault | undefined {
    return this.#wanted ?? damage(this.loadFault);
  }

  /** Reads the frame now and after each change. Returns how to stop. */
  start(): () => void {
    this.#wanted = undefined;
    void this.#read();
    const stopChanged = backend().onChanged(() => this.changed());
    const stopProgress = backend().onProgress((progress) => {
      this.progress = progress.step === "FINISHED" ? undefined : progress;
    });
    const tick = window.setInterval(() => this.#count(), 1_000);

    return () => {
      stopChanged();
      stopProgress();
      window.clearInterval(tick);
    };
  }

  /** Something changed: read the frame again and let the screens ask again. */
  changed() {
    this.version += 1;
    void this.#read();
  }

  async openWorkspace(id: string) {
    if (await this.#run(async () => this.#take(await backend().openWorkspace(id)))) this.place += 1;
    else if (damage(this.fault) !== undefined) {
      this.#wanted = this.fault;
      this.fault = undefined;
    }
  }

  /** Takes a workspace that was opened another way. */
  opened(view: Start) {
    this.#take(view);
    this.place += 1;
    this.version += 1;
  }

  async actAs(member: string) {
    if (await this.#run(async () => this.#take(await backend().actAs(member)))) this.place += 1;
  }

  async later(days: number) {
    await this.#run(() => backend().practiceLater(days));
    await this.#read();
  }

  async loseNextAnswer() {
    await this.#run(() => backend().loseNextAnswer());
    await this.#read();
  }

  async refresh() {
    if (this.refreshing) return;
    this.refreshing = true;
    await this.#run(() => backend().refresh());
    this.refreshing = false;
    this.progress = undefined;
  }

  async stopRefresh() {
    await this.#run(() => backend().stopRefresh());
  }

  async #read() {
    await this.#asked.ask(() => backend().start());
    this.#taken();
    // The workspace is still being opened: the only answer that is worth asking for again.
    if (this.loadFault?.code === "NOT_READY") window.setTimeout(() => void this.#read(), 200);
  }

  #take(view: Start) {
    this.#wanted = undefined;
    this.#asked.take(view);
    this.#taken();
  }

  #taken() {
    const view = this.view;
    if (view === undefined) return;
    this.#answeredAt = performance.now();
    setTheme(view.appearance.theme);
    this.#count();
  }

  #count() {
    if (this.view === undefined) return;
    this.now = wall(this.view.clock.now) + Math.floor(performance.now() - this.#answeredAt);
  }

  async #run(command: () => unknown): Promise<boolean> {
    this.said = undefined;
    this.fault = undefined;
    try {
      await command();
    } catch (error) {
      this.fault = asFault(error);
    }
    this.version += 1;

    return this.fault === undefined;
  }
}

/** The fault, if it names a workspace whose journal can be set aside. */
function damage(fault: Fault | undefined): Fault | undefined {
  return fault?.code === "JOURNAL_DAMAGED" && fault.params["workspace"] !== undefined ? fault : undefined;
}

export const desk = new Desk();
