// Rows of a long list, asked from the core in windows, never all at once. One question at a time, for what is in sight
// now; an answer to an older question is dropped, and old rows stay until newer ones are there.
import { asFault } from "../asked.svelte";
import type { Fault } from "../bindings";

/** One window of rows. */
export interface Page<Row> {
  total: number;
  matched?: number;
  rows: Row[];
}

const chunk = 50;

export class Rows<Row, Answer extends Page<Row>> {
  /** The latest page, for what stands beside the rows: totals, choices of filters. */
  page: Answer | undefined = $state.raw();
  fault: Fault | undefined = $state.raw();
  /** A question is on its way. */
  waiting = $state(false);

  #chunks = $state.raw(new Map<number, Row[]>());
  #fresh = new Set<number>();
  #age = 0;
  #first = 0;
  #last = 0;

  constructor(private readonly fetch: (offset: number, limit: number) => Promise<Answer>) {}

  /** How many rows the search and the filters leave; undefined before the first answer. */
  get count(): number | undefined {
    return this.page?.matched ?? this.page?.total;
  }

  /** The row at a place of the list, or undefined while it is on its way. */
  at(index: number): Row | undefined {
    return this.#chunks.get(Math.floor(index / chunk))?.[index % chunk];
  }

  /** Says which rows are in sight; asks for those that are missing. */
  look(first: number, last: number): void {
    this.#first = first;
    this.#last = last;
    void this.#fill();
  }

  /** The question changed, or what it is about: everything is asked anew. */
  renew(): void {
    this.#age += 1;
    this.#fresh = new Set();
    this.waiting = false;
    void this.#fill();
  }

  async #fill(): Promise<void> {
    const wanted = this.#missing();
    if (this.waiting || wanted === undefined) return;
    const age = this.#age;
    this.waiting = true;
    try {
      const page = await this.fetch(wanted * chunk, chunk);
      if (age !== this.#age) return;
      const kept = this.#fresh.size === 0 ? [] : [...this.#chunks];
      this.#chunks = new Map([...kept, [wanted, page.rows]]);
      this.#fresh.add(wanted);
      this.page = page;
      this.fault = undefined;
    } catch (error) {
      if (age !== this.#age) return;
      this.fault = asFault(error);
    }
    this.waiting = false;
    if (this.fault === undefined) await this.#fill();
  }

  /** The first window in sight that was not asked since the last change. */
  #missing(): number | undefined {
    const end = Math.max(0, Math.min(this.#last, (this.count ?? 1) - 1));
    for (let at = Math.floor(this.#first / chunk); at <= Math.floor(end / chunk); at += 1) {
      if (!this.#fresh.has(at)) return at;
    }

    return undefined;
  }
}
