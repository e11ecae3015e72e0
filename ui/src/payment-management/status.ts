// How each status of an ad account looks: an icon and a tone beside its word.
import type { AccountStatus } from "../bindings";
import type { IconName } from "../kit/icons";

export const looks: Record<AccountStatus, { icon: IconName; tone: "plain" | "good" | "refused" }> = {
  APPROVED: { icon: "check", tone: "good" },
  IN_REVIEW: { icon: "clock", tone: "plain" },
  DISAPPROVED: { icon: "cross", tone: "refused" },
  SUSPENDED: { icon: "pause", tone: "refused" },
  CONTRACT_NOT_EFFECTIVE: { icon: "document", tone: "plain" },
  DISABLED: { icon: "minus", tone: "plain" },
  UNKNOWN: { icon: "question", tone: "plain" },
};

/** In the order of the filter. */
export const statuses: AccountStatus[] = [
  "APPROVED",
  "IN_REVIEW",
  "DISAPPROVED",
  "SUSPENDED",
  "CONTRACT_NOT_EFFECTIVE",
  "DISABLED",
  "UNKNOWN",
];
