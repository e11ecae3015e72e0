// A backend for tests and for looking at screens: the made-up Business Center, answering at once. A test scripts what
// happens next (`next`) and reads what was asked (`committed`, `windows`). What it does not know fails loudly.
import { Failure, unexpected, type Backend } from "../backend";
import type {
  AccountsQuery,
  AnswerWord,
  FrameAlarm,
  ReadOnly,
  Start,
  Topic,
  UnknownReason,
} from "../bindings";
import { Allocating } from "./allocating";
import { Balances } from "./balances";
import { Connections } from "./connections";
import { History } from "./history";
import { House } from "./house";
import { Lots } from "./lots";
import { Pages } from "./pages";
import { members, stamp, workspaces } from "./world";

/** What the shell has on its shelf for the next commit. */
export type Next =
  | "ALLOCATED"
  | "UNKNOWN"
  | "REFUSED"
  | "NOT_SENT"
  | "RETURNED"
  | "ROLE_LOST"
  | "NOTHING_RECORDED"
  | "FAULT"
  | { notKept: AnswerWord; told: string[] };

export class Rehearsal {
  /** What the next commit comes to. */
  next: Next = "ALLOCATED";
  /** Why the next outcome is unknown, if it is. */
  why: UnknownReason = { code: "NO_ANSWER" };
  /** Each commit that reached the shell: review, acknowledged codes. */
  committed: [string, string[]][] = [];
  /** Each window of rows that was asked for. */
  windows: AccountsQuery[] = [];
  /** Holds commits back until it is set free, to look at "Sending…". */
  hold: Promise<void> | undefined;
  /** Calls of uiReady. */
  ready = 0;
  /** What the figures are like. */
  mood: "fresh" | "stale" | "offline" | "loading" | "broken" | "empty" = "fresh";
  firstStart = false;
  workspace = "w1";
  member = "p1";
  unknown: string[] = [];
  alarms: FrameAlarm[] = [];
  daysLater = 0;
  lost = false;
  /** Why nothing can be written. */
  readOnly: ReadOnly | null = null;
  /** Id of the workspace whose journal a newer version wrote. */
  newer: string | undefined;
  /** Id of the workspace whose journal is damaged. */
  damaged: string | undefined;
  /** The copy of its last good state is damaged too. */
  spoilt = false;
  /** The last good state is shown. */
  get isCopy(): boolean {
    return this.readOnly === "LAST_GOOD";
  }
  /** Where the chain breaks. */
  brokenAt: string | null = null;

  readonly balances;
  readonly allocating;
  readonly history;
  readonly connections;
  readonly house;
  readonly lots = new Lots(this);
  readonly pages = new Pages(this);
  #listeners = new Set<(what: Topic[]) => void>();

  constructor(count = 38) {
    this.balances = new Balances(this, count);
    this.allocating = new Allocating(this);
    this.history = new History(this);
    this.house = new House(this);
    this.connections = new Connections(() => this.#start());
  }

  /** This rehearsal as the backend of the window. A command it does not know fails. */
  backend(): Backend {
    const known: Partial<Backend> = {
      start: () => this.#start(),
      workspaces: () => Promise.resolve(workspaces),
      openWorkspace: (id) => {
        this.#leaveCopy();
        if (this.damaged === id) return Promise.reject(damage(id));
        this.workspace = id;
        return this.#start();
      },
      lastGood: () => Promise.resolve(this.house.lastGood),
      openLastGood: (id) => this.#openLastGood(id),
      setJournalAside: (id) => {
        if (this.damaged !== id && this.brokenAt === null) {
          return Promise.reject(unexpected("", "JOURNAL_SOUND"));
        }
        this.workspace = id;
        this.damaged = undefined;
        this.brokenAt = null;
        this.house.begunAnew();
        return this.#start();
      },
      actAs: (id) => {
        this.member = id;
        return this.#start();
      },
      practiceLater: (days) => {
        this.daysLater += days;
        return Promise.resolve({ now: stamp("10:42:00", this.daysLater) });
      },
      loseNextAnswer: () => {
        this.lost = true;
        this.next = "UNKNOWN";
        return Promise.resolve(null);
      },
      uiReady: () => {
        this.ready += 1;
        return Promise.resolve(null);
      },
      refresh: () => {
        this.mood = "fresh";
        return Promise.resolve(this.balances.freshness());
      },
      stopRefresh: () => Promise.resolve(null),
      onChanged: (listener) => {
        this.#listeners.add(listener);
        return () => void this.#listeners.delete(listener);
      },
      onProgress: () => () => undefined,
      ...this.balances.commands(),
      ...this.allocating.commands(),
      ...this.history.commands(),
      ...this.connections.commands(),
      ...this.house.commands(),
      ...this.lots.commands(),
      ...this.pages.commands(),
    };

    return new Proxy(known as Backend, {
      get: (target, name: keyof Backend) =>
        name in target ? target[name] : () => Promise.reject(unexpected(`rehearsal of ${name}`, "NOT_FOUND")),
    });
  }

  /** Tells the window that something changed. */
  change(what: Topic[] = ["ACCOUNTS"]) {
    this.#listeners.forEach((listener) => listener(what));
  }

  /** The acting member. */
  acting() {
    const member = members.find((one) => one.id === this.member);
    if (member === undefined) throw new Failure(unexpected("member").fault);
    return member;
  }

  #openLastGood(id: string): Promise<Start> {
    if (this.damaged !== id) return Promise.reject(unexpected("", "JOURNAL_SOUND"));
    if (this.house.lastGood === null || this.spoilt) return Promise.reject(unexpected("", "NO_LAST_GOOD"));
    this.workspace = id;
    this.readOnly = "LAST_GOOD";
    return this.#start();
  }

  #leaveCopy() {
    if (this.isCopy) this.readOnly = null;
  }

  #start(): Promise<Start> {
    if (this.damaged === this.workspace && !this.isCopy) return Promise.reject(damage(this.workspace));
    if (this.newer === this.workspace) return Promise.reject(newer(this.workspace));
    const member = this.acting();
    const refusal = this.balances.roleRefusal();

    return Promise.resolve({
      version: "0.1.0",
      workspaces,
      workspace: this.workspace,
      connection: this.connections.connection,
      members,
      actor: {
        person: { id: member.id, name: member.name, role: member.role },
        mayAllocate: refusal === null,
        seesFinances: this.balances.seesFinances(),
        refusal,
      },
      clock: { now: stamp("10:42:00", this.daysLater) },
      appearance: this.house.appearance,
      readOnly: this.readOnly,
      unknown: this.unknown,
      alarms: this.alarms,
      journal: {
        guard: this.house.guard,
        brokenAt: this.brokenAt,
        setAside: this.house.setAside[0] ?? null,
        lastGood: this.isCopy ? this.house.lastGood : null,
      },
      firstStart: this.firstStart,
      nextAnswerLost: this.lost,
    });
  }
}

function damage(workspace: string): Failure {
  const folder = "/home/ottilie/.local/share/credit-desk/practice-1";
  return new Failure({
    code: "JOURNAL_DAMAGED",
    params: { what: "DAMAGED", workspace, folder },
    act: "SEE_JOURNAL",
    money: "NOTHING_MOVED",
  });
}

function newer(workspace: string): Failure {
  return new Failure({
    code: "JOURNAL_NEWER",
    params: { workspace },
    act: "UPDATE",
    money: "NOTHING_MOVED",
  });
}
