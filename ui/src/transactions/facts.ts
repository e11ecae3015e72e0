// Every recorded field of an allocation (R68) in words, once, for the detail view and for the copied text alike.
import type { Allocation, Funds, StateDetail, Step, UnknownReason } from "../bindings";
import { day, exactMoment } from "../dates";
import { plain } from "../kit/visible";
import { roleText } from "../people";
import { t } from "../texts.svelte";

/** One field. `name` is hostile text, `id` a long number, `many` a list that is opened, `quote` text of the terms, verbatim. */
export interface Fact {
  key: string;
  text: string;
  look?: "name" | "id" | "many" | "quote" | "dim";
}
/** Fields that belong together; the first part has no title. */
export interface Part {
  title: string;
  facts: Fact[];
}

/** All fields but amount, receiver and balances, which the detail view draws larger. */
export function parts(one: Allocation): Part[] {
  return [
    { title: "terms", facts: terms(one) },
    { title: "people", facts: people(one) },
    { title: "tiktok", facts: atTikTok(one) },
    { title: "record", facts: record(one) },
    { title: "today", facts: today(one) },
  ];
}

/** The allocation as text to send to somebody: one field a line. */
export function asText(one: Allocation): string {
  const head: Fact[] = [
    fact("state", t(`tx-state-${one.state}`)),
    fact("amount", `${one.amount.text} ${one.amount.currency}`),
    fact("account", one.account.name, "name"),
    fact("account-id", one.account.id),
  ];
  const sides = one.sides.map((side) => {
    const line = { before: side.before.text, after: side.after.text, change: side.change.text };
    return [t(`tx-side-${side.what}`), t("tx-side-line", { ...line, currency: side.after.currency })].join(
      ": ",
    );
  });
  const steps = one.steps.map((step) => `${exactMoment(step.at)}: ${stepText(step)}`);
  const fields = parts(one).flatMap((part) => ["", t(`tx-part-${part.title}`), ...part.facts.map(line)]);

  return [
    t("tx-allocation", { number: one.number }),
    ...head.map(line),
    ...[basisText(one)].filter((basis) => basis !== undefined),
    ...sides,
    ...fields,
    "",
    t("tx-steps"),
    ...steps,
  ].join("\n");
}

/** How it is known, where no clear answer of TikTok's said so: proven by a record, or a person's word. */
export function basisText(one: Allocation): string | undefined {
  const detail = one.stateDetail;
  const id = `tx-basis-${one.state}`;
  switch (detail.kind) {
    case "PROVEN":
      return t(id, { id: plain(detail.record.transactionId), at: exactMoment(detail.record.at) });
    case "CLOSED":
      return t(id, { by: plain(detail.by), note: plain(detail.note) });
    case "ALARM":
      return t(id, { id: plain(detail.transactionId) });
    case "PLAIN":
    case "REFUSED":
    case "NOT_SENT":
    case "UNKNOWN":
      return undefined;
  }
}

/** "Allocated, entry 612", or with the person whose doing it was. */
export function stepText({ state, by, entry }: Step): string {
  const what = { state: t(state === null ? "tx-step-seen" : `tx-state-${state}`), entry };

  return by === null ? t("tx-step", what) : t("tx-step-by", { ...what, by: plain(by) });
}

/** Why an outcome is not known, as one sentence. */
export function unknownText(reason: UnknownReason): string {
  switch (reason.code) {
    case "HTTP_STATUS":
      return t(`tx-unknown-${reason.code}`, { status: String(reason.status) });
    case "TIKTOK_CODE":
      return t(`tx-unknown-${reason.code}`, { code: plain(reason.tiktokCode) });
    case "NO_ANSWER":
    case "CONNECTION_LOST":
    case "UNREADABLE":
    case "OTHER_ATTEMPT":
    case "PROGRAM_ENDED":
      return t(`tx-unknown-${reason.code}`);
  }
}

/** "Campaigns keep running on cash, then the credit line." */
export function thenText(funds: Funds[]): string {
  const [first, ...rest] = funds.map((one) => t(`tx-funds-${one}`));
  if (first === undefined) return t("tx-then-none");

  return t("tx-then", {
    funds: rest.reduce((before, next) => t("tx-funds-and-then", { first: before, next }), first),
  });
}

/** "30 Nov 2026, 23:59:59 UTC−05:00", or that it is not known; with its day where the zone moves it to another. */
export function endsText(one: Allocation): string {
  if (one.ends === null) return t("tx-ends-unknown");
  const at = exactMoment(one.ends.at);
  if (one.ends.at.local.startsWith(one.ends.date)) return at;

  return t("tx-ends", { day: day(one.ends.date), at });
}

function terms(one: Allocation): Fact[] {
  return [
    fact("credit", one.creditName ?? t("tx-unlisted"), "name"),
    one.creditId === null
      ? fact("credit-id", t("tx-credit-id-none"), "dim")
      : fact("credit-id", one.creditId),
    fact("ends", endsText(one)),
    one.restrictions === ""
      ? fact("restrictions", t("tx-restrictions-none"), "dim")
      : fact("restrictions", one.restrictions, "quote"),
  ];
}

/** What is read today beside it, and was not recorded. */
function today(one: Allocation): Fact[] {
  return [
    fact("then", thenText(one.then)),
    ...(one.accountNameNow === null ? [] : [fact("account-now", one.accountNameNow, "name")]),
  ];
}

function people(one: Allocation): Fact[] {
  const bcName = plain(one.bcName);
  return [
    fact("bc", t(`tx-fact-bc-${one.money}`, { name: bcName }), "name"),
    fact("bc-id", one.bcId, "id"),
    one.portfolio === null
      ? fact("portfolio", t("tx-portfolio-none"), "dim")
      : fact("portfolio", one.portfolio, "id"),
    fact("by", t("tx-by", { name: plain(one.by.name), role: roleText(one.by.role) }), "name"),
    fact("by-id", one.by.id),
    fact("figures", exactMoment(one.figuresAsOf)),
    fact("bc-ad-credit", `${one.bcAdCredit.text} ${one.bcAdCredit.currency}`),
    fact("sent", exactMoment(one.sent)),
    fact("deadline", exactMoment(one.deadline)),
    one.answered === null
      ? fact("answered", t("tx-answered-not"), "dim")
      : fact("answered", exactMoment(one.answered)),
    one.acknowledged.length === 0
      ? fact("confirmed", t("tx-confirmed-none"), "dim")
      : fact("confirmed", one.acknowledged.map((code) => t(`tx-confirmed-${code}`)).join("; ")),
    one.note === null ? fact("note", t("tx-note-none"), "dim") : fact("note", one.note, "name"),
  ];
}

function atTikTok(one: Allocation): Fact[] {
  const told = (key: string, id: string | null) =>
    id === null ? fact(key, t("tx-tiktok-none"), "dim") : fact(key, id);
  return [
    told("tiktok-out", one.tiktok.bcOut),
    told("tiktok-in", one.tiktok.accountIn),
    ...one.tiktok.other.map((id) => fact("tiktok-other", id)),
    fact("request", one.requestId),
    told("log", one.logId),
    one.recordsBefore.length === 0
      ? fact("before", t("tx-before-none"), "dim")
      : fact("before", one.recordsBefore.join(", "), "many"),
    ...ofState(one.stateDetail),
  ];
}

function ofState(detail: StateDetail): Fact[] {
  switch (detail.kind) {
    case "PLAIN":
      return [];
    case "REFUSED":
      return [
        fact("refused", t("tx-refused", { code: plain(detail.tiktokCode), message: plain(detail.message) })),
      ];
    case "NOT_SENT":
      return [fact("not-sent", detail.reason, "name")];
    case "UNKNOWN":
      return [fact("unknown", unknownText(detail.reason))];
    case "CLOSED":
      return [
        fact("closed", detail.by, "name"),
        fact("closed-note", detail.note, "name"),
        ...(detail.transactionId === null ? [] : [fact("closed-id", detail.transactionId)]),
      ];
    case "PROVEN":
      return [
        fact("proven", detail.record.transactionId),
        fact("proven-at", exactMoment(detail.record.at)),
        fact("found", exactMoment(detail.found)),
      ];
    case "ALARM":
      return [fact("alarm", detail.transactionId)];
  }
}

function record(one: Allocation): Fact[] {
  return [
    fact("id", one.id),
    fact("recorded", one.recordedIn),
    fact("settled", one.settledIn ?? t("tx-settled-same")),
    fact("chain", t(one.chainIntact ? "tx-chain-intact" : "tx-chain-broken")),
  ];
}

function fact(key: string, text: string, look?: Fact["look"]): Fact {
  const named = { key: t(`tx-fact-${key}`), text };
  return look === undefined ? named : { ...named, look };
}

function line(one: Fact): string {
  return `${one.key}: ${plain(one.text)}`;
}
