// Reasons of the policy in words: why something is refused, in a row and in full; what is wrong with an amount.
import type { AmountReason, Refusal } from "./bindings";
import { day } from "./dates";
import { plain } from "./kit/visible";
import { language, t, type Args } from "./texts.svelte";

/** A few words for a row: "Owned by a partner". */
export function refusalShort(refusal: Refusal): string {
  return t(`refusal-${refusal.code}-short`, args(refusal));
}

/** The whole sentence with its remedy. `bcName` is the Business Center that would give. */
export function refusalText(refusal: Refusal, bcName = ""): string {
  return t(`refusal-${refusal.code}`, { ...args(refusal), bc: plain(bcName) });
}

/** What is wrong with an amount, as one sentence. */
export function amountText(reason: AmountReason, typed: string): string {
  switch (reason.code) {
    case "AMOUNT_PRECISION":
      return t(`amount-${reason.code}`, { decimals: reason.decimals });
    case "AMOUNT_BELOW_MINIMUM":
      return t(`amount-${reason.code}`, { minimum: reason.minimum.text });
    case "AMOUNT_EXCEEDS_CREDIT":
      return t(`amount-${reason.code}`, { typed, left: reason.left.text });
    case "AMOUNT_EXCEEDS_BC_BALANCE":
      return t(`amount-${reason.code}`, { typed, placeable: reason.placeable.text });
    case "AMOUNT_INVALID":
    case "AMOUNT_NOT_POSITIVE":
      return t(`amount-${reason.code}`);
  }
}

/** Names as a list: "Hanna, Ines or Mara". */
export function anyOf(names: string[]): string {
  const list = new Intl.ListFormat(language(), { type: "disjunction" });
  return list.format(names.map(plain));
}

function args(refusal: Refusal): Args {
  switch (refusal.code) {
    case "NO_FINANCE_ROLE":
    case "FINANCE_ANALYST_READ_ONLY":
    case "FINANCE_ROLES_NOT_APPLICABLE":
    case "ADMIN_NEEDS_FINANCE_MANAGER":
    case "NOT_A_MEMBER":
      return { admins: anyOf(refusal.admins), count: refusal.admins.length };
    case "BC_NOT_ENABLED":
    case "STATUS_UNKNOWN":
      return { status: plain(refusal.status) };
    case "NOT_OWNED":
      return { owner: refusal.owner };
    case "CURRENCY_MISMATCH":
      return { account: refusal.accountCurrency, credit: refusal.creditCurrency };
    case "CREDIT_EXPIRED":
      return {
        ended: refusal.ended === null ? "" : day(refusal.ended),
        known: String(refusal.ended !== null),
      };
    case "CREDIT_NOT_YET_VALID":
      return {
        begins: refusal.begins === null ? "" : day(refusal.begins),
        known: String(refusal.begins !== null),
      };
    case "READ_ONLY":
      return { why: refusal.why };
    case "OUTCOME_OPEN":
      return { number: refusal.number };
    default:
      return {};
  }
}
