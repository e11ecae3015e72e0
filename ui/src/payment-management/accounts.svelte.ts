// The rows of the Balance Allocation table: windows asked from the core, never the whole list. One question at a time,
// always for what is in sight now; an answer to an older search, order or state of the figures is dropped.
import { asFault } from "../asked.svelte";
import { backend } from "../backend";
import type { AccountRow, AccountSort, AccountsQuery, AccountStatus, Fault, Ownership } from "../bindings";

const chunk = 50;

export class Accounts {
  search = $state("");
  status: AccountStatus | null = $state(null);
  ownership: Ownership | null = $state(null);
  sort: AccountSort = $state("NAME");
  descending = $state(false);

  /** Accounts in all, and how many the search and the filters leave; undefined before the first answer. */
  total: number | undefined = $state();
  matched = $state(0);
  fault: Fault | undefined = $state.raw();
  /** A question is on its way. */
  waiting = $state(false);

  #chunks = $state.raw(new Map<number, AccountRow[]>());
  #fresh = new Set<number>();
  #age = 0;
  #first = 0;
  #last = 0;

  /** The row at a place of the list, or undefined while it is on its way. */
  row(index: number): AccountRow | undefined {
    return this.#chunks.get(Math.floor(index / chunk))?.[index % chunk];
  }

  /** Says which rows are in sight; asks for those that are missing. */
  look(first: number, last: number): void {
    this.#first = first;
    this.#last = last;
    void this.#fill();
  }

  /** The search, the filters, the order or the figures changed: everything is asked anew, old rows stay till then. */
  renew(): void {
    this.#age += 1;
    this.#fresh = new Set();
    this.waiting = false;
    void this.#fill();
  }

  /** What is asked for the chunk at a place of the list. */
  question(at: number): AccountsQuery {
    return {
      search: this.search,
      status: this.status,
      ownership: this.ownership,
      sort: this.sort,
      descending: this.descending,
      offset: at * chunk,
      limit: chunk,
    };
  }

  /** Takes the search and the filters away. */
  clear(): void {
    this.search = "";
    this.status = null;
    this.ownership = null;
  }

  get narrowed(): boolean {
    return this.search.trim() !== "" || this.status !== null || this.ownership !== null;
  }

  async #fill(): Promise<void> {
    // Before the first order nothing is asked: the table says which rows are in sight while it is still being made.
    const wanted = this.#age === 0 ? undefined : this.#missing();
    if (this.waiting || wanted === undefined) return;
    const age = this.#age;
    this.waiting = true;
    try {
      const page = await backend().accounts(this.question(wanted));
      if (age !== this.#age) return;
      this.#take(wanted, page.rows);
      this.total = page.total;
      this.matched = page.matched;
      this.fault = undefined;
    } catch (error) {
      if (age !== this.#age) return;
      this.fault = asFault(error);
    }
    this.waiting = false;
    if (this.fault === undefined) await this.#fill();
  }

  /** The first chunk in sight that is not fresh. */
  #missing(): number | undefined {
    const end = Math.max(0, Math.min(this.#last, this.total === undefined ? 0 : this.matched - 1));
    for (let at = Math.floor(this.#first / chunk); at <= Math.floor(end / chunk); at += 1) {
      if (!this.#fresh.has(at)) return at;
    }

    return undefined;
  }

  #take(at: number, rows: AccountRow[]) {
    const kept = this.#fresh.size === 0 ? [] : [...this.#chunks];
    this.#chunks = new Map([...kept, [at, rows]]);
    this.#fresh.add(at);
  }
}
