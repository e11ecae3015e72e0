// A person settles an outcome that is not known: what was entered, what is missing, and the one call. Sends nothing.
import { asFault } from "../asked.svelte";
import { backend } from "../backend";
import type { Allocation, Fault } from "../bindings";
import { t } from "../texts.svelte";

export class Settling {
  note = $state("");
  /** The person has looked on TikTok's own page. */
  looked = $state(false);
  /** The person tried to settle: from then on what is missing is shown. */
  tried = $state(0);
  busy = $state(false);
  fault: Fault | undefined = $state.raw();

  /** @param mustLook whether the person must say to have looked on TikTok's own page */
  constructor(
    readonly executed: boolean,
    private readonly mustLook: () => boolean,
  ) {}

  get noteError(): string | undefined {
    return this.tried > 0 && this.note.trim() === "" ? t("tx-settle-note-missing") : undefined;
  }

  get lookedError(): string | undefined {
    return this.tried > 0 && this.mustLook() && !this.looked ? t("tx-looked-missing") : undefined;
  }

  idError(transactionId: string): string | undefined {
    return /^\d*$/.test(transactionId.trim()) ? undefined : t("tx-transaction-id-wrong");
  }

  /** Settles it if all is there. Returns the allocation as it is then, or undefined. */
  async settle(number: string, transactionId: string): Promise<Allocation | undefined> {
    this.tried += 1;
    const id = transactionId.trim();
    const missing = [this.noteError, this.lookedError, this.executed ? this.idError(id) : undefined];
    if (this.busy || missing.some((one) => one !== undefined)) return undefined;
    this.busy = true;
    this.fault = undefined;
    try {
      return await backend().closeUnknown({
        number,
        executed: this.executed,
        transactionId: this.executed && id !== "" ? id : null,
        lookedThere: !this.executed && this.looked,
        note: this.note.trim(),
      });
    } catch (error) {
      this.fault = asFault(error);
      return undefined;
    } finally {
      this.busy = false;
    }
  }
}
