// Something asked from the shell and shown. The latest question wins: an answer to an older one is dropped, so what
// is on the screen always belongs to what was asked last. What was shown stays until a newer answer is there.
import { Failure, unexpected } from "./backend";
import type { Fault } from "./bindings";

export class Asked<Answer> {
  /** The latest answer; undefined before the first. */
  answer: Answer | undefined = $state.raw();
  /** Why the latest question failed; the older answer stays. */
  fault: Fault | undefined = $state.raw();
  /** A question is on its way. */
  waiting = $state(false);

  #asked = 0;

  /** Asks; resolves once this answer is taken or dropped. Never rejects. */
  async ask(question: () => Promise<Answer>): Promise<void> {
    const number = ++this.#asked;
    this.waiting = true;
    try {
      const answer = await question();
      if (number !== this.#asked) return;
      this.answer = answer;
      this.fault = undefined;
    } catch (error) {
      if (number !== this.#asked) return;
      this.fault = asFault(error);
    }
    this.waiting = false;
  }

  /** Takes an answer that came another way; the one on its way is dropped. */
  take(answer: Answer): void {
    this.#asked += 1;
    this.answer = answer;
    this.fault = undefined;
    this.waiting = false;
  }

  /** Forgets the answer, and drops the one on its way. */
  forget(): void {
    this.#asked += 1;
    this.answer = undefined;
    this.fault = undefined;
    this.waiting = false;
  }
}

/** Whatever was thrown, as a fault. */
export function asFault(error: unknown): Fault {
  return (error instanceof Failure ? error : unexpected(String(error))).fault;
}
