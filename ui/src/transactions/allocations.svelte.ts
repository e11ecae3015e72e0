// The store of the list of allocations: what is searched and filtered, and the rows that are left.
import { backend } from "../backend";
import type { AllocationRow, AllocationsPage, StateWord } from "../bindings";
import { Rows } from "./rows.svelte";

export const times = ["ALL", "TODAY", "DAYS_7", "DAYS_30", "DAYS_90", "DAYS"] as const;
export type Time = (typeof times)[number];

const days: Partial<Record<Time, number>> = { TODAY: 1, DAYS_7: 7, DAYS_30: 30, DAYS_90: 90 };
const dayLength = 86_400_000;

export class Allocations {
  search = $state("");
  account: string | null = $state(null);
  person: string | null = $state(null);
  state: StateWord | null = $state(null);
  time: Time = $state("ALL");
  /** First and last day, where chosen by hand; empty while open. */
  from = $state("");
  to = $state("");

  /** @param now the wall clock of the workspace in milliseconds */
  constructor(private readonly now: () => number) {}

  readonly rows = new Rows<AllocationRow, AllocationsPage>((offset, limit) =>
    backend().allocations({
      search: this.search,
      account: this.account,
      person: this.person,
      state: this.state,
      from: this.#from(),
      to: this.time === "DAYS" && this.to !== "" ? this.to : null,
      offset,
      limit,
    }),
  );

  get narrowed(): boolean {
    const chosen = [this.account, this.person, this.state].some((one) => one !== null);
    return this.search.trim() !== "" || chosen || this.time !== "ALL";
  }

  /** Takes the search and the filters away. */
  clear(): void {
    this.search = "";
    this.account = null;
    this.person = null;
    this.state = null;
    this.time = "ALL";
    this.from = "";
    this.to = "";
  }

  #from(): string | null {
    if (this.time === "DAYS") return this.from === "" ? null : this.from;
    const back = days[this.time];
    if (back === undefined) return null;

    return new Date(this.now() - (back - 1) * dayLength).toISOString().slice(0, 10);
  }
}
