// The rehearsal's Users and Settings: members for every row of the role table, switches, journal, appearance.
import { unexpected, type Backend } from "../backend";
import type {
  Allowed,
  Appearance,
  CheckResult,
  FrozenReason,
  Guard,
  JournalCheck,
  LastGood,
  MissingHere,
  MatrixRow,
  MemberRow,
  Role,
  Settings,
  Switch,
  Users,
  Why,
} from "../bindings";
import type { Rehearsal } from "./rehearsal";
import { wrong } from "./lots";
import { admins, members, money, stamp, workspaces } from "./world";

const people: [string, Role, Why][] = [
  ["Ottilie Brandt", { basic: "ADMIN", finance: null }, "ADMIN"],
  ["Farid Haddad", { basic: "STANDARD", finance: "MANAGER" }, "FINANCE_MANAGER"],
  ["Wen Li", { basic: "STANDARD", finance: "ANALYST" }, "FINANCE_ANALYST_READ_ONLY"],
  ["Sam Okafor", { basic: "STANDARD", finance: null }, "NO_FINANCE_ROLE"],
  ["Greta \u202Enimda", { basic: "ADMIN", finance: "ANALYST" }, "ADMIN_WITH_ANALYST"],
  ["Ines Castellanos", { basic: "ADMIN", finance: "MANAGER" }, "ADMIN_AND_FINANCE_MANAGER"],
  ["Tomas Arreola", { basic: "STANDARD", finance: "MANAGER" }, "FINANCE_MANAGER"],
];

export class House {
  switches = new Map<Switch, boolean>([
    ["FINANCE_ROLES_APPLY", true],
    ["STRICT_ADMIN", false],
    ["ALLOW_BILLING_SHARED", false],
  ]);
  appearance: Appearance = { theme: "SYSTEM", density: "COMFORTABLE", language: "en" };
  /** What the next check of the journal finds. */
  result: CheckResult = "WHOLE";
  guard: Guard = "FILE";
  /** Why the journal is frozen. */
  frozen: FrozenReason | null = null;
  /** What TikTok's records hold and a frozen journal does not. */
  missing: MissingHere | null = {
    since: stamp("09:00:00", -120),
    until: stamp("10:45:31"),
    matched: 41,
    onlyHere: 1,
    differing: 0,
    count: 22,
    newest: [
      {
        transactionId: "7400000000000000917",
        at: stamp("10:31:09"),
        account: { id: "7000000000000000101", name: "Tamarind Hill – Search", likeness: "UNIQUE" },
        amount: money(50_000n),
      },
    ],
  };
  /** The copy of the last good state. */
  lastGood: LastGood | null = {
    file: "journal.sqlite.good",
    entries: "584",
    newest: stamp("17:21:00", -1),
    behind: "28",
  };
  /** Names of journals that were set aside. */
  setAside: string[] = [];
  /** Notes with which a journal was accepted. */
  accepted: string[] = [];
  #check: JournalCheck | null = null;

  constructor(private readonly rehearsal: Rehearsal) {}

  commands(): Pick<
    Backend,
    "users" | "settings" | "setSwitch" | "setAppearance" | "checkJournal" | "journalHead" | "acceptJournal"
  > {
    return {
      users: () => this.#answer(() => this.#users()),
      settings: () => this.#answer(() => this.#settings()),
      setSwitch: (name, on) => {
        if (this.rehearsal.balances.roleRefusal() !== null) {
          return Promise.reject(unexpected("", "NOT_ALLOWED"));
        }
        if (this.rehearsal.mood === "offline") return Promise.reject(unexpected("", "UNREACHABLE"));
        this.switches.set(name, on);
        return Promise.resolve(this.#settings());
      },
      setAppearance: (appearance) => {
        this.appearance = appearance;
        this.rehearsal.change(["SETTINGS"]);
        return Promise.resolve(appearance);
      },
      checkJournal: () => Promise.resolve(this.#checked()),
      acceptJournal: (note) => this.#accept(note),
      journalHead: () => Promise.resolve(`612 ${"9f3c".repeat(16)}`),
    };
  }

  /** A damaged journal was set aside: a fresh one, frozen. */
  begunAnew() {
    this.setAside = ["journal.sqlite.damaged-20261117-154200"];
    this.freeze("NOT_IN_CHAIN");
  }

  freeze(reason: FrozenReason) {
    this.frozen = reason;
    this.guard = reason === "UNREADABLE" ? "UNREADABLE" : "MISMATCH";
    this.rehearsal.readOnly = "FROZEN";
  }

  #accept(note: string): Promise<Settings> {
    if (this.rehearsal.balances.roleRefusal() !== null) return Promise.reject(unexpected("", "NOT_ALLOWED"));
    if (note.length > 500) return Promise.reject(wrong("reason", "TOO_LONG"));
    this.accepted.push(note);
    this.frozen = null;
    this.guard = "FILE";
    this.rehearsal.readOnly = null;
    return Promise.resolve(this.#settings());
  }

  #answer<Data>(make: () => Data): Promise<Data> {
    if (this.rehearsal.mood === "loading") return new Promise(() => undefined);
    if (this.rehearsal.mood === "broken") return Promise.reject(unexpected("", "NOT_READY"));
    return Promise.resolve(make());
  }

  #users(): Users {
    const apply = this.rehearsal.workspace !== "w3" && this.switches.get("FINANCE_ROLES_APPLY") === true;
    const empty = this.rehearsal.mood === "empty";
    return {
      financeRolesApply: apply,
      strictAdmin: this.switches.get("STRICT_ADMIN") === true,
      admins,
      freshness: this.rehearsal.balances.freshness(),
      members: empty ? [] : [...people.map((one, at) => this.#member(one, at, apply)), this.#pending()],
      matrix: matrix(apply),
    };
  }

  #member([name, role, why]: [string, Role, Why], at: number, apply: boolean): MemberRow {
    const id = members[at]?.id ?? `p${at + 1}`;
    const plain = name.split(" ")[0]?.toLowerCase() ?? "";
    const outside: Why =
      role.basic === "ADMIN" ? "ADMIN_FINANCE_ROLES_NOT_APPLICABLE" : "FINANCE_ROLES_NOT_APPLICABLE";
    const decided = apply ? why : outside;
    return {
      id,
      name,
      email: `${plain}@tamarindhill.example`,
      you: id === this.rehearsal.member,
      pending: false,
      role,
      may:
        decided === "FINANCE_ANALYST_READ_ONLY"
          ? "VIEW"
          : ["NO_FINANCE_ROLE", "FINANCE_ROLES_NOT_APPLICABLE"].includes(decided)
            ? "NOT"
            : "ALLOCATE",
      why: decided,
    };
  }

  #pending(): MemberRow {
    const role: Role = { basic: "STANDARD", finance: "MANAGER" };
    const email = "new.colleague@tamarindhill.example";
    return { id: null, name: "", email, you: false, pending: true, role, may: "NOT", why: "PENDING" };
  }

  #settings(): Settings {
    const refusal = this.rehearsal.balances.roleRefusal();
    const workspace = workspaces.find((one) => one.id === this.rehearsal.workspace) ?? workspaces[0];
    if (workspace === undefined) throw unexpected("workspace");
    return {
      workspace,
      bcId: "7200000000000000001",
      zone: "UTC−05:00",
      inUseSince: stamp("09:00:00", -77),
      switches: [...this.switches].map(([name, on]) => ({ name, on })),
      mayChange: refusal === null && this.rehearsal.readOnly === null,
      refusal,
      appearance: this.appearance,
      journal: {
        entries: "612",
        first: stamp("09:00:00", -77),
        last: stamp("10:45:31"),
        guard: this.guard,
        head: { entry: "612", hash: "9f3c".repeat(16) },
        frozen:
          this.frozen === null
            ? null
            : {
                reason: this.frozen,
                kept:
                  this.frozen === "NOT_IN_CHAIN"
                    ? { entry: "640", hash: "04ba".repeat(16) }
                    : { entry: "0", hash: "0".repeat(64) },
                mayAccept: refusal === null,
                missing: this.missing,
              },
        maySetAside: this.#isDamaged() && refusal === null,
        setAside: this.setAside,
        lastGood: this.lastGood,
        missing: this.rehearsal.isCopy ? this.missing : null,
        check: this.#check,
      },
      version: "0.1.0",
      folder: "/home/ottilie/.local/share/credit-desk/practice-1",
    };
  }

  #isDamaged(): boolean {
    const found = this.#check?.result ?? "WHOLE";
    return this.rehearsal.brokenAt !== null || found === "BROKEN" || found === "DAMAGED";
  }

  #checked(): JournalCheck {
    this.#check = {
      result: this.result,
      atEntry: this.result === "BROKEN" ? "417" : null,
      entries: "612",
      first: stamp("09:00:00", -77),
      last: stamp("10:45:31"),
      checked: stamp("10:50:12"),
      milliseconds: 41,
    };

    return this.#check;
  }
}

function matrix(apply: boolean): MatrixRow[] {
  const others = (given: Allowed): Allowed => (apply ? given : "NO");
  return [
    {
      action: "ALLOCATE",
      admin: "YES",
      financeManager: others("YES"),
      financeAnalyst: "NO",
      standard: "NO",
    },
    {
      action: "SEE_BALANCES",
      admin: "YES",
      financeManager: others("YES"),
      financeAnalyst: others("VIEW"),
      standard: "NO",
    },
    {
      action: "SEE_HISTORY",
      admin: "YES",
      financeManager: others("YES"),
      financeAnalyst: others("YES"),
      standard: others("YES"),
    },
    { action: "RETURN_AD_CREDIT", admin: "NO", financeManager: "NO", financeAnalyst: "NO", standard: "NO" },
  ];
}
