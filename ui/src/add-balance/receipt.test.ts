// The receipt as text: only what took effect has one.
import { expect, expectTypeOf, it } from "vitest";
import type { Allocation, StateWord } from "../bindings";
import { Rehearsal } from "../rehearsal/rehearsal";
import { isExecuted, receiptText } from "./receipt";

const others: StateWord[] = [
  "SENDING",
  "REFUSED",
  "NOT_SENT",
  "UNKNOWN",
  "CLOSED_NOT_EXECUTED",
  "CONTRADICTED",
];

it.each(["ALLOCATED", "FOUND"] as const)("is written of what is %s", async (state) => {
  const made = { ...(await allocation()), state };
  const text = receiptText(made, []);
  expect(text).toMatch(state === "FOUND" ? /^Allocated, found in TikTok’s records$/m : /^Allocated$/m);
  expect(text).toMatch(/^Moved 1,750\.00 USD of ad credit/m);
});

it.each(others)("is not written of what is %s", async (state) => {
  expect(isExecuted({ ...(await allocation()), state })).toBe(false);
  expectTypeOf<Allocation>().not.toExtend<Parameters<typeof receiptText>[0]>();
});

function allocation(): Promise<Allocation> {
  return new Rehearsal().backend().allocation("146");
}
