// Connecting a Business Center, step by step: token and server, the choice, and where the token is kept. The token lives
// in the field only, and is forgotten here as soon as the shell has taken it.
import { asFault } from "../asked.svelte";
import { backend } from "../backend";
import type { Fault, Keep, Offer, Start } from "../bindings";

export class Connecting {
  token = $state("");
  baseUrl = $state("");
  /** What the token opens; undefined until it was asked. */
  offer: Offer | undefined = $state.raw();
  chosen: string | undefined = $state();
  busy = $state(false);
  fault: Fault | undefined = $state.raw();

  /** The Business Center to sign in to again, where it is known. */
  constructor(private readonly again: string | undefined) {}

  /** What is wrong with a field, by the shell's code. */
  wrong(field: "accessToken" | "baseUrl"): string | undefined {
    return this.fault?.code === "FIELD_INVALID" ? this.fault.params[`field.${field}`] : undefined;
  }

  /** The keychain cannot take the token now: a person may keep it for this session. */
  get keychainAway(): boolean {
    return this.fault?.act === "SEE_KEYCHAIN";
  }

  /** Asks the server what the token opens. */
  async ask() {
    await this.#run(async () => {
      this.offer = await backend().connect({ accessToken: this.token, baseUrl: this.baseUrl });
      this.token = "";
      const same = this.offer.centers.find((one) => one.bcId === this.again);
      const only = this.offer.centers.length === 1 ? this.offer.centers[0] : undefined;
      this.chosen = (same ?? only)?.bcId;
    });
  }

  /** Makes the workspace of the chosen one and opens it; its frame, or undefined where it could not be. */
  async open(keep: Keep): Promise<Start | undefined> {
    const id = this.chosen;
    let view: Start | undefined;
    if (id !== undefined) {
      await this.#run(async () => {
        view = await backend().useBusinessCenter(id, keep);
      });
    }

    return view;
  }

  /** Back to the token. */
  back() {
    this.offer = undefined;
    this.fault = undefined;
  }

  async #run(work: () => Promise<void>) {
    if (this.busy) return;
    this.busy = true;
    this.fault = undefined;
    try {
      await work();
    } catch (error) {
      this.fault = asFault(error);
    }
    this.busy = false;
  }
}
