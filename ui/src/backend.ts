// The one door to the shell. Every call answers with a view or fails with a Fault that says who can act; nothing else
// in the window knows how the shell is reached. Tests and rehearsals put another backend in place with `use`.
import type * as view from "./views";

/** What went wrong, and who can act on it. */
export class Fault extends Error {
  constructor(
    /** Names a text: `fault-CODE`. */
    readonly code: string,
    readonly advice: "fix_input" | "try_again" | "wait" | "call_us",
  ) {
    super(code);
  }
}

/** Everything the window may ask of the shell. */
export interface Backend {
  desk(): Promise<view.DeskView>;
  chooseWorkspace(id: string): Promise<view.DeskView>;
  actAs(person: string): Promise<view.DeskView>;
  advanceDays(days: number): Promise<view.DeskView>;
  loseNextAnswer(): Promise<view.DeskView>;
  refresh(): Promise<view.DeskView>;
  balances(): Promise<view.BalancesView | null>;
  accounts(query: view.AccountsQuery): Promise<view.AccountsView>;
  startAddBalance(account: string): Promise<view.AddBalanceView>;
  check(draft: view.DraftInput): Promise<view.ChecksView>;
  review(draft: view.DraftInput): Promise<view.ReviewAnswer>;
  commit(review: string, acknowledged: string[]): Promise<view.CommitAnswer>;
  /** Tells the shell that the first complete picture is on the screen. */
  uiReady(): Promise<void>;
  /** Calls back whenever something the screens show has changed. Returns how to stop. */
  onChanged(listener: () => void): () => void;
}

let chosen: Backend | undefined;

/** Puts a backend in place, before anything is asked. */
export function use(backend: Backend): void {
  chosen = backend;
}

/** The backend in place. */
export function backend(): Backend {
  if (chosen === undefined) throw new Error("no backend is in place");
  return chosen;
}
