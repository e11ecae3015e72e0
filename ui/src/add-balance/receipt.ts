// The receipt beyond the review's lines: who, TikTok's ids, what was confirmed, the note; and all of it as plain text.
import type { Allocation, ReviewWarning, TiktokIds } from "../bindings";
import { day, exactMoment, exactTime } from "../dates";
import { plain } from "../kit/visible";
import { roleText } from "../people";
import { t } from "../texts.svelte";
import { acknowledgedText } from "./warnings";

/** An allocation that took effect: the only one that has a receipt. */
export type Executed = Allocation & { state: "ALLOCATED" | "FOUND" };

/** Whether it took effect, by TikTok's answer or by its record. */
export function isExecuted(allocation: Allocation): allocation is Executed {
  return allocation.state === "ALLOCATED" || allocation.state === "FOUND";
}

/** Rows below the facts. Only what there is. */
export function receiptRows(
  allocation: Allocation,
  warnings: ReviewWarning[],
): { key: string; value: string }[] {
  const confirmed = allocation.acknowledged.map((code) => acknowledgedText(code, warnings));
  const by = { name: plain(allocation.by.name), role: roleText(allocation.by.role) };

  return [
    { key: t("fact-by"), value: t("fact-by-person", by) },
    { key: t("fact-transaction"), value: transactions(allocation.tiktok) },
    ...(confirmed.length === 0 ? [] : [{ key: t("fact-confirmed"), value: confirmed.join(" ") }]),
    ...(allocation.note === null ? [] : [{ key: t("fact-note"), value: plain(allocation.note) }]),
  ];
}

/** The receipt for copying: one line for each fact, plain digits. */
export function receiptText(allocation: Executed, warnings: ReviewWarning[]): string {
  const amount = `${allocation.amount.text} ${allocation.amount.currency}`;
  const credit = allocation.creditName === null ? t("unlisted") : plain(allocation.creditName);
  const [from, to, id] = [plain(allocation.bcName), plain(allocation.account.name), allocation.account.id];
  const sides = allocation.sides.map((side) => {
    const name = side.name === null ? t("unlisted") : plain(side.name);
    return `${name}, ${t(`side-${side.what}`)}: ${side.before.text} → ${side.after.text}`;
  });
  const ends = allocation.ends;
  const facts = [
    ...(ends === null
      ? []
      : [{ key: t("fact-ends"), value: `${day(ends.date)}, ${exactTime(ends.at)} ${ends.at.zone}` }]),
    ...(allocation.restrictions === ""
      ? []
      : [{ key: t("fact-restrictions"), value: plain(allocation.restrictions) }]),
    ...receiptRows(allocation, warnings),
  ].map(({ key, value }) => `${key}: ${value}`);

  return [
    t(`money-kind-${allocation.money}`),
    t(`outcome-${allocation.state}`),
    t("outcome-ALLOCATED-says", { number: allocation.number, at: exactMoment(allocation.sent) }),
    t("sentence-moved", { amount, credit, from, to, id }),
    ...sides,
    ...facts,
    t("final"),
  ].join("\n");
}

function transactions(ids: TiktokIds): string {
  const told = [ids.accountIn, ...ids.other, ids.bcOut].find((id) => id !== null);
  return told == null ? t("fact-transaction-none") : t("fact-transaction-at", { id: plain(told) });
}
