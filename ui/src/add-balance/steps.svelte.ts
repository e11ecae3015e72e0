// The steps of one allocation in the window: amount, review, sending, outcome. It holds what was typed and what the
// core answered; the core decides everything. At most one commit is on its way, and only the latest review can commit.
import { Asked, asFault } from "../asked.svelte";
import { backend } from "../backend";
import type { Allocation, AmountCheck, BeginAllocation, Fault, Outcome, Review } from "../bindings";

/** An outcome; `FOUND` is one that was unknown until TikTok's records proved it. */
export type Shown =
  Exclude<Outcome, { kind: "RETURNED" | "NOTHING_RECORDED" }> | { kind: "FOUND"; allocation: Allocation };

/** What a person sees. `sending` shows the review it sends. */
export type Step =
  | { at: "amount" }
  | { at: "review"; review: Review }
  | { at: "sending"; review: Review }
  | { at: "outcome"; outcome: Shown; review: Review }
  | { at: "lost"; fault: Fault; review: Review };

export class Steps {
  readonly begun = new Asked<BeginAllocation>();
  readonly checked = new Asked<AmountCheck>();
  step: Step = $state.raw({ at: "amount" });
  credit = $state("");
  amount = $state("");
  note = $state("");
  /** Codes of the warnings that the person ticked, on the present review. */
  acknowledged: string[] = $state([]);
  /** Something was typed as an amount: from then on its reason is shown. */
  touched = $state(false);
  /** Why a review could not be made, or nothing was recorded. Nothing moved. */
  fault: Fault | undefined = $state.raw();
  preparing = $state(false);

  constructor(readonly account: string) {}

  async begin(): Promise<void> {
    await this.begun.ask(() => backend().beginAllocation(this.account));
    this.credit ||= this.begun.answer?.preselected ?? this.begun.answer?.credits[0]?.key ?? "";
  }

  /** Live checks of what is typed now; an answer to something typed before is dropped. */
  check(): void {
    if (this.credit === "" || this.amount.trim() === "") {
      this.checked.forget();
      return;
    }
    const draft = this.#draft();
    void this.checked.ask(() => backend().checkAmount(draft));
  }

  async review(): Promise<void> {
    if (this.preparing) return;
    this.touched = true;
    this.preparing = true;
    this.fault = undefined;
    try {
      const review = await backend().review(this.#draft());
      if (review.mayAllocate) this.#show(review);
      else this.#refuse(review);
    } catch (error) {
      this.fault = asFault(error);
    }
    this.preparing = false;
  }

  async commit(): Promise<void> {
    if (this.step.at !== "review" || !this.ready(this.step.review)) return;
    const review = this.step.review;
    this.fault = undefined;
    this.step = { at: "sending", review };
    try {
      this.#take(await backend().allocate(review.id, [...this.acknowledged]), review);
    } catch (error) {
      this.#lose(asFault(error), review);
    }
  }

  /** Asks whether an outcome that was unknown was found meanwhile. */
  async lookAgain(): Promise<void> {
    const before = this.step;
    if (before.at !== "outcome" || before.outcome.kind !== "UNKNOWN") return;
    try {
      const allocation = await backend().allocation(before.outcome.allocation.number);
      if (allocation.state === "FOUND" && this.step === before) {
        this.step = { ...before, outcome: { kind: "FOUND", allocation } };
      }
    } catch {
      // What was said stays: it is still unknown here, and the menu leads to it.
    }
  }

  /** Back to the amount, with another one typed. Nothing was recorded. */
  change(amount: string): void {
    if (this.step.at !== "review") return;
    this.amount = amount;
    this.step = { at: "amount" };
    this.check();
  }

  /** Whether nothing but a fresh press is missing. */
  ready(review: Review): boolean {
    const open = review.warnings.filter((one) => one.mustAcknowledge);
    return review.mayAllocate && open.every((one) => this.acknowledged.includes(one.warning.code));
  }

  acknowledge(code: string, on: boolean): void {
    const others = this.acknowledged.filter((one) => one !== code);
    this.acknowledged = on ? [...others, code] : others;
  }

  /** What the journal knows of the outcome, where there is one. */
  get allocation(): Allocation | undefined {
    return this.step.at === "outcome" && "allocation" in this.step.outcome
      ? this.step.outcome.allocation
      : undefined;
  }

  /** Something refuses: said at the amount, where it can be changed. */
  #refuse(review: Review) {
    const { amount, amountReason: reason, refusals } = review;
    this.checked.take({
      amount,
      reason,
      creditLeft: null,
      placeable: null,
      minimum: null,
      refusals,
      mayReview: false,
    });
  }

  #show(review: Review) {
    const may = new Set(review.warnings.map((one) => one.warning.code as string));
    // What is marked as changed has to be read and ticked again.
    this.acknowledged = review.changed.includes("WARNINGS")
      ? []
      : this.acknowledged.filter((code) => may.has(code));
    this.step = { at: "review", review };
  }

  #take(outcome: Outcome, review: Review) {
    if (outcome.kind === "RETURNED") this.#show(outcome.review);
    else if (outcome.kind === "NOTHING_RECORDED") {
      this.fault = outcome.fault;
      this.step = { at: "amount" };
      this.check();
    } else this.step = { at: "outcome", outcome, review };
  }

  /** The shell gave no outcome. Where it says that nothing moved, back to the amount; else the outcome is not known. */
  #lose(fault: Fault, review: Review) {
    if (fault.money === "NOTHING_MOVED" && fault.code !== "INTERNAL") {
      this.fault = fault;
      this.step = { at: "amount" };
      this.check();
    } else this.step = { at: "lost", fault, review };
  }

  #draft() {
    return { account: this.account, credit: this.credit, amount: this.amount, note: this.note };
  }
}
