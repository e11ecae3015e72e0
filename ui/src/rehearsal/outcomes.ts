// The rehearsal's outcomes that are not known, and the alarms: what was seen so far, what may be said, what comes next.
import type {
  Allocation,
  AlarmDetail,
  AllocationRow,
  Candidate,
  Look,
  NotExecuted,
  OpenOutcome,
  Refusal,
  Side,
  UnknownOutcome,
} from "../bindings";
import { money, stamp } from "./world";

/** What TikTok shows of a lost allocation. */
export type Evidence = "NOTHING" | "ONE_UNCLEAR" | "SEVERAL" | "SECOND_LIST_DENIES" | "NEVER_LOOKED";

/** The clock at which the lost one was sent, and the looks since. */
export const sentAt = "10:33:07";
const clocks = [
  "10:33:09",
  "10:33:12",
  "10:33:22",
  "10:34:07",
  "10:38:07",
  "10:41:40",
  "10:42:02",
  "10:42:09",
];

export class Outcomes {
  /** What the looks see. */
  evidence: Evidence = "NOTHING";
  /** Whether *It was not executed* can be said. */
  wait: NotExecuted["kind"] = "LATER";
  /** A contradicted one was refused by TikTok, not closed by a person. */
  refused = false;
  /** The next look finds the proof. */
  proves = false;
  /** Looks made so far. */
  looks = 5;
  /** TikTok could not be read at the last look. */
  unreadable = false;

  unknown(amount: bigint, sides: Side[], refusal: Refusal | null): UnknownOutcome {
    const looks = this.evidence === "NEVER_LOOKED" ? 0 : this.looks;

    return {
      looked: this.evidence === "NEVER_LOOKED" ? null : this.#look(amount, sides),
      looks: clocks.slice(0, looks).map((clock, at) => ({
        at: stamp(clock),
        records: this.unreadable && at === looks - 1 ? null : this.#candidates(amount).length,
      })),
      nextLook: refusal?.code === "READ_ONLY" ? null : stamp("10:48:07"),
      planned: [stamp("11:33:07"), stamp("16:33:07"), stamp(sentAt, 1)],
      mayClose: refusal === null,
      refusal,
      notExecuted: this.#notExecuted(amount),
      appearances: { count: 146, medianSeconds: 40, slowestSeconds: 370 },
    };
  }

  #notExecuted(amount: bigint): NotExecuted {
    const nothing = this.#candidates(amount).length === 0;
    if (this.wait === "LATER") {
      return { kind: "LATER", from: stamp(sentAt, 1), sooner: nothing ? stamp("10:48:07") : null };
    }
    return this.wait === "NOW" ? { kind: "NOW" } : { kind: "NOW_IF_LOOKED", against: !nothing };
  }

  #look(amount: bigint, sides: Side[]): Look {
    const candidates = this.#candidates(amount);
    const nothing = candidates.length === 0;
    const raised = sides.map((side) => {
      const by = side.what === "BUSINESS_CENTER" ? -amount : amount;
      return { ...side, change: money(by, "USD", true), after: money(hundredths(side) + by) };
    });

    return {
      at: stamp(clocks[this.looks - 1] ?? "10:38:07"),
      balances: nothing ? sides : raised,
      candidates,
      witness: nothing ? false : this.evidence !== "SECOND_LIST_DENIES",
      balanceSays: nothing ? "NOT_MOVED" : this.evidence === "SECOND_LIST_DENIES" ? "MOVED" : "UNCLEAR",
      accountRaised: !nothing,
      whyOpen:
        this.evidence === "SEVERAL"
          ? "SEVERAL_RECORDS"
          : this.evidence === "SECOND_LIST_DENIES"
            ? "SECOND_LIST_DENIES"
            : nothing
              ? "NO_RECORD"
              : "BALANCE_UNCLEAR",
    };
  }

  #candidates(amount: bigint): Candidate[] {
    const record = (id: string, intoAccount: boolean, clock = "10:33:08"): Candidate => ({
      transactionId: id,
      at: stamp(clock),
      amount: money(amount),
      intoAccount,
    });
    const both = [record("7573690412258810148", true), record("7573690412258811148", false)];
    if (this.evidence === "NOTHING" || this.evidence === "NEVER_LOOKED") return [];
    return this.evidence === "SEVERAL" ? [record("7573690412258812148", true, "10:35:41"), ...both] : both;
  }
}

/** The alarm of an allocation, as its view shows it. */
export function alarmOf(
  one: Pick<Allocation, "state" | "amount">,
  since: AllocationRow[],
  seen: AlarmDetail["seen"],
  refusal: Refusal | null,
  refused: boolean,
): AlarmDetail | null {
  if (one.state !== "CONTRADICTED" && one.state !== "DUPLICATE_SUSPECTED") return null;
  const contradicts = one.state === "CONTRADICTED";

  return {
    record: {
      transactionId: "7573690412258810149",
      at: stamp("10:33:08", -2),
      amount: one.amount,
      intoAccount: true,
    },
    raised: stamp("10:41:02"),
    taken: !contradicts
      ? { kind: "EXECUTED" }
      : refused
        ? { kind: "REFUSED", tiktokCode: "40001", at: stamp("10:33:07", -2) }
        : {
            kind: "CLOSED",
            said: { by: "Ottilie Brandt", at: stamp("10:50:12", -1), note: "Nothing on TikTok’s page." },
          },
    since: contradicts ? since : [],
    seen,
    maySay: refusal === null,
    refusal,
  };
}

/** What is not settled at an account that had `before`, for those who see figures. */
export function openOutcome(number: string, amount: bigint, before: bigint, sees: boolean): OpenOutcome {
  return {
    number,
    amount: sees ? money(amount) : null,
    adCredit: sees ? { without: money(before), with: money(before + amount) } : null,
  };
}

function hundredths(side: Side): bigint {
  return BigInt(side.before.plain.replace(".", ""));
}
