// The panel answers each question, and gives the focus back when it closes.
import { render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { expect, it, vi } from "vitest";
import { has, t } from "../texts.svelte";
import { questions } from "./answers";
import Panel from "./Panel.svelte";

it("answers every question in full", () => {
  render(Panel, { onclose: () => undefined });
  for (const [name, answers] of questions) {
    expect(screen.getByRole("heading", { name: t(`how-${name}`) })).toBeInTheDocument();
    for (let at = 1; at <= answers; at += 1) expect(screen.getByText(t(`how-${name}-${at}`))).toBeVisible();
    expect(has(`how-${name}-${answers + 1}`)).toBe(false);
  }
});

it("says what nobody may forget", () => {
  const { container } = render(Panel, { onclose: () => undefined });
  for (const words of [
    "cannot return to the Business Center",
    "A person confirms each allocation",
    "Ad credit placed from a Business Center never is.",
    "the Restrictions column of Promotions says so",
    "Ad credit, then cash, then the credit line. The same in a Payment Portfolio.",
    "without tax and without frozen amounts",
    "Tools → Finance → Payment page → View Details",
    "The name differs by account.",
    "What if the answer gets lost?",
    "Credit Desk sends each allocation at most once, whatever fails.",
    "No program can promise more",
  ]) {
    expect(container).toHaveTextContent(words);
  }
});

it("takes the focus, and closes on Escape", async () => {
  const onclose = vi.fn();
  render(Panel, { onclose });
  expect(screen.getByRole("heading", { name: "How ad credit works" })).toHaveFocus();
  await userEvent.keyboard("{Escape}");
  expect(onclose).toHaveBeenCalledOnce();
});

it("has nothing wrong for assistive technology", async () => {
  const { container } = render(Panel, { onclose: () => undefined });
  const result = await axe.run(container, { rules: { "color-contrast": { enabled: false } } });
  expect(result.violations.map((one) => one.id)).toEqual([]);
});
