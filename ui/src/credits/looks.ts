// How a credit looks in words: its name, its state with icon and tone.
import type { CreditRow, CreditStatus } from "../bindings";
import type { IconName } from "../kit/icons";
import { plain } from "../kit/visible";
import { t } from "../texts.svelte";

/** Icon and tone of each state. */
export const looks: Record<CreditStatus, { icon: IconName; tone: "plain" | "good" | "caution" | "refused" }> =
  {
    ACTIVE: { icon: "check", tone: "good" },
    EXPIRING: { icon: "clock", tone: "caution" },
    NOT_YET_VALID: { icon: "calendar", tone: "plain" },
    EXHAUSTED: { icon: "minus", tone: "plain" },
    EXPIRED: { icon: "cross", tone: "refused" },
    REVOKED: { icon: "cross", tone: "refused" },
    UNEXPLAINED: { icon: "info", tone: "plain" },
  };

/** The state as a finished text: "Ends in 13 days". */
export function statusText(row: CreditRow): string {
  return t(`lot-status-${row.status}`, { days: row.days ?? 0 });
}

/** The name for accessible names and sentences. */
export function nameText(name: string | null): string {
  return name === null ? t("lot-unlisted") : plain(name);
}

/** The line below the name: its type, and what was lost of it. */
export function belowName(row: CreditRow): string {
  if (row.kind === null) return t("lot-unlisted-below");
  const kind = t(`lot-kind-${row.kind}`);

  return row.lost.isZero ? kind : t("lot-lost", { kind, amount: row.lost.text });
}
