// An entry of the journal that is not an allocation, as one sentence. Names in it are made safe to look at.
import type { Change } from "../bindings";
import type { IconName } from "../kit/icons";
import { plain } from "../kit/visible";
import { roleText } from "../people";
import { t } from "../texts.svelte";

/** What an entry is about, where it is an allocation: its number, and how it looks in the list. */
export function aboutAllocation(
  change: Change,
): { number: string; icon: IconName; grave: boolean } | undefined {
  switch (change.kind) {
    case "OUTCOME_CLOSED":
      return { number: change.number, icon: change.executed ? "check" : "minus", grave: false };
    case "OUTCOME_FOUND":
      return { number: change.number, icon: "check", grave: false };
    case "ALARM_RAISED":
      return { number: change.number, icon: "warning", grave: true };
    case "ALARM_SEEN":
      return { number: change.number, icon: "eye", grave: false };
    default:
      return undefined;
  }
}

/** What was changed: "Finance roles apply switched off". */
export function changeText(change: Change): string {
  const id = `tx-change-${change.kind}`;
  switch (change.kind) {
    case "SWITCH_SET":
      return t(id, { name: t(`tx-switch-${change.name}`), on: String(change.on) });
    case "ROLE_SEEN": {
      const seen = { person: plain(change.person), after: roleText(change.after) };
      if (change.before === null) return t(`${id}-first`, seen);
      return t(id, { ...seen, before: roleText(change.before) });
    }
    case "CREDIT_ADDED":
    case "CREDIT_CORRECTED":
      return t(id, {
        name: plain(change.name),
        amount: `${change.amount.text} ${change.amount.currency}`,
        reason: change.kind === "CREDIT_CORRECTED" ? plain(change.reason) : "",
      });
    case "CREDIT_REVOKED":
      return t(id, { name: plain(change.name), reason: plain(change.reason) });
    case "OUTCOME_CLOSED":
      return t(id, {
        number: change.number,
        executed: String(change.executed),
        note: plain(change.note),
      });
    case "OUTCOME_FOUND":
      return t(id, { number: change.number, id: plain(change.transactionId) });
    case "ALARM_RAISED":
      return t(id, {
        number: change.number,
        contradicts: String(change.contradicts),
        id: plain(change.transactionId),
      });
    case "HEAD_ACCEPTED":
      return t(id, { kept: change.kept ?? "none", note: plain(change.note) });
    case "ALARM_SEEN":
      return t(id, { number: change.number, note: plain(change.note) });
    case "SESSION_OPENED":
      return t(id);
    case "OTHER":
      return t(id, { kind: plain(change.entryKind) });
  }
}
