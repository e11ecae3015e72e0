// Reasons in words: each refusal says what to do, and a row's few words say what is true of that account.
import type { ReadOnly, Refusal } from "./bindings";
import { refusalShort, refusalText } from "./reasons";
import { t } from "./texts.svelte";

/** What a person can be told to do. */
const remedies = /(^|[.:] |, or |, then )(Ask|Choose|Close|Make room|Refresh|See|Wait|ask|choose|refresh)\b/;

const asking = { admins: ["Ottilie Brandt"] };
/** Each code, in each form its sentence takes. */
const all: { [Code in Refusal["code"]]: Extract<Refusal, { code: Code }>[] } = {
  NO_FINANCE_ROLE: [
    { code: "NO_FINANCE_ROLE", ...asking },
    { code: "NO_FINANCE_ROLE", admins: [] },
  ],
  FINANCE_ANALYST_READ_ONLY: [
    { code: "FINANCE_ANALYST_READ_ONLY", ...asking },
    { code: "FINANCE_ANALYST_READ_ONLY", admins: [] },
  ],
  FINANCE_ROLES_NOT_APPLICABLE: [
    { code: "FINANCE_ROLES_NOT_APPLICABLE", ...asking },
    { code: "FINANCE_ROLES_NOT_APPLICABLE", admins: [] },
  ],
  ADMIN_NEEDS_FINANCE_MANAGER: [{ code: "ADMIN_NEEDS_FINANCE_MANAGER", ...asking }],
  NOT_A_MEMBER: [
    { code: "NOT_A_MEMBER", ...asking },
    { code: "NOT_A_MEMBER", admins: [] },
  ],
  BC_NOT_ENABLED: [{ code: "BC_NOT_ENABLED", status: "PUNISH" }],
  NOT_OWNED: (["PARTNER", "INDIVIDUAL", "OTHER"] as const).map((owner) => ({ code: "NOT_OWNED", owner })),
  NOT_LINKED: [{ code: "NOT_LINKED" }],
  ACCOUNT_IN_REVIEW: [{ code: "ACCOUNT_IN_REVIEW" }],
  ACCOUNT_DISAPPROVED: [{ code: "ACCOUNT_DISAPPROVED" }],
  ACCOUNT_SUSPENDED: [{ code: "ACCOUNT_SUSPENDED" }],
  CONTRACT_NOT_EFFECTIVE: [{ code: "CONTRACT_NOT_EFFECTIVE" }],
  ACCOUNT_DISABLED: [{ code: "ACCOUNT_DISABLED" }],
  STATUS_UNKNOWN: [{ code: "STATUS_UNKNOWN", status: "STATUS_NEW_WORD" }],
  CURRENCY_MISMATCH: [{ code: "CURRENCY_MISMATCH", accountCurrency: "CAD", creditCurrency: "USD" }],
  CREDIT_EXPIRED: [
    { code: "CREDIT_EXPIRED", ended: "2026-11-30" },
    { code: "CREDIT_EXPIRED", ended: null },
  ],
  CREDIT_NOT_YET_VALID: [
    { code: "CREDIT_NOT_YET_VALID", begins: "2026-11-30" },
    { code: "CREDIT_NOT_YET_VALID", begins: null },
  ],
  CREDIT_REVOKED: [{ code: "CREDIT_REVOKED" }],
  CREDIT_EXHAUSTED: [{ code: "CREDIT_EXHAUSTED" }],
  CREDIT_EXCLUDES_ACCOUNT: [{ code: "CREDIT_EXCLUDES_ACCOUNT" }],
  PORTFOLIO_REQUIRED: [{ code: "PORTFOLIO_REQUIRED" }],
  CREDIT_NOT_OF_BUSINESS_CENTER: [{ code: "CREDIT_NOT_OF_BUSINESS_CENTER" }],
  OUTCOME_OPEN: [{ code: "OUTCOME_OPEN", number: "148" }],
  FACTS_MISMATCH: [{ code: "FACTS_MISMATCH" }],
  READ_ONLY: (["FROZEN", "BROKEN", "SENDING_STOPPED", "SECOND_INSTANCE"] satisfies ReadOnly[]).map((why) => ({
    code: "READ_ONLY",
    why,
  })),
};

it.each(Object.values(all).flat())("$code says what to do", (refusal) => {
  expect(refusalText(refusal, "Tamarind Hill Media")).toMatch(remedies);
});

it.each([
  ["PARTNER", "Owned by a partner", "A partner owns this one."],
  ["INDIVIDUAL", "Owned by a person", "A person owns this one."],
  ["OTHER", "Not owned here", "Who owns this one is not clear."],
] as const)("says of an account of %s who owns it, and of no other owner", (owner, short, long) => {
  expect(refusalShort({ code: "NOT_OWNED", owner })).toBe(short);
  expect(refusalText({ code: "NOT_OWNED", owner }, "Tamarind Hill Media")).toContain(long);
});

it.each([
  ["DISAPPROVED", { code: "ACCOUNT_DISAPPROVED" }],
  ["UNKNOWN", { code: "STATUS_UNKNOWN", status: "STATUS_NEW_WORD" }],
] as const)("does not repeat the status %s beside it", (status, refusal) => {
  const root = t(`status-${status}`).toLowerCase().replace(/^dis/, "");
  expect(refusalShort(refusal).toLowerCase()).not.toContain(root);
});
