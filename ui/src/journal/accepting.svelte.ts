// A person accepts a frozen journal: the note, what is missing, and the one call. Sends nothing.
import { asFault } from "../asked.svelte";
import { backend } from "../backend";
import type { Fault, Settings } from "../bindings";
import { t } from "../texts.svelte";

export class Accepting {
  note = $state("");
  /** The person tried: from then on what is missing is shown. */
  tried = $state(0);
  busy = $state(false);
  #fault: Fault | undefined = $state.raw();

  /** What is wrong with the note. */
  get noteError(): string | undefined {
    if (this.#ofNote) return t("journal-accept-note-long");
    return this.tried > 0 && this.note.trim() === "" ? t("journal-accept-note-missing") : undefined;
  }

  /** Why it was not accepted, where the note is not the reason. */
  get fault(): Fault | undefined {
    return this.#ofNote ? undefined : this.#fault;
  }

  get #ofNote(): boolean {
    return this.#fault?.code === "FIELD_INVALID" && this.#fault.params["reason"] === "TOO_LONG";
  }

  /** Accepts it if the note is there. Returns the settings as they are then, or undefined. */
  async accept(): Promise<Settings | undefined> {
    this.tried += 1;
    this.#fault = undefined;
    if (this.busy || this.noteError !== undefined) return undefined;
    this.busy = true;
    try {
      return await backend().acceptJournal(this.note.trim());
    } catch (error) {
      this.#fault = asFault(error);
      return undefined;
    } finally {
      this.busy = false;
    }
  }
}
