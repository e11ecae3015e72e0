// What is open is one step away from every screen: unknown outcomes, alarms, each with its count; the title says so too.
import { screen, waitFor, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { axeFinds, open } from "../rehearsal/open";
import { Rehearsal } from "../rehearsal/rehearsal";
import { screens } from "../routes.svelte";

vi.setConfig({ testTimeout: 30_000 });

function rehearsed(change: (rehearsal: Rehearsal) => void): Rehearsal {
  const rehearsal = new Rehearsal();
  change(rehearsal);

  return rehearsal;
}

async function menu() {
  return within(await screen.findByRole("complementary", { name: "Menu" }));
}

it.each(screens)("leads to the unknown outcome from %s", async (place) => {
  const rehearsal = rehearsed((one) => (one.unknown = ["148"]));
  await open(rehearsal, place, ...(place === "ad-account" ? ["7318442099173042117"] : []));
  const link = (await menu()).getByRole("link", { name: "Outcome unknown" });
  expect(link).toHaveAttribute("href", "#/transactions/148");
  expect(link).toHaveAccessibleDescription("1");
});

it("leads to the list of all that are unknown, where there are several", async () => {
  await open(rehearsed((one) => (one.unknown = ["148", "146"])));
  const link = (await menu()).getByRole("link", { name: "Outcome unknown" });
  expect(link).toHaveAccessibleDescription("2");
  await userEvent.click(link);
  expect(location.hash).toBe("#/transactions/state/UNKNOWN");
  window.dispatchEvent(new HashChangeEvent("hashchange"));
  await waitFor(() => expect(screen.getByText("2 of 148")).toBeInTheDocument());
  expect(screen.getByRole("combobox", { name: "State" })).toHaveTextContent("Outcome unknown");
});

it("names each kind of alarm, the gravest first", async () => {
  await open(
    rehearsed((one) => {
      one.unknown = ["148"];
      one.alarms = [
        { number: "121", state: "DUPLICATE_SUSPECTED" },
        { number: "120", state: "CONTRADICTED" },
        { number: "119", state: "CONTRADICTED" },
      ];
    }),
  );
  const links = (await menu()).getAllByRole("link").slice(0, 3);
  expect(links.map((link) => link.getAttribute("aria-label"))).toEqual([
    "Contradiction",
    "Perhaps allocated twice",
    "Outcome unknown",
  ]);
  expect(links.map((link) => link.getAttribute("href"))).toEqual([
    "#/transactions/state/CONTRADICTED",
    "#/transactions/121",
    "#/transactions/148",
  ]);
  expect(document.title).toBe("3 alarms, 1 outcome unknown – Payment management – Practice – Credit Desk");
  expect(await axeFinds()).toEqual([]);
});

it("says nothing where nothing is open", async () => {
  await open();
  const links = (await menu()).getAllByRole("link");
  expect(links[0]).toHaveTextContent("Payment management");
  expect(document.title).toBe("Payment management – Practice – Credit Desk");
});
