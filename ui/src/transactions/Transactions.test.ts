// Transactions: the list, the detail with every field, the changes.
import { render, screen, waitFor, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { use } from "../backend";
import { desk } from "../frame/desk.svelte";
import { Rehearsal } from "../rehearsal/rehearsal";
import Screen from "./Screen.svelte";

let rehearsal: Rehearsal;
let stop: () => void;

async function open(rest: string[] = [], change: (rehearsal: Rehearsal) => void = () => undefined) {
  rehearsal = new Rehearsal();
  change(rehearsal);
  use(rehearsal.backend());
  stop();
  stop = desk.start();
  await waitFor(() => expect(desk.view?.unknown).toEqual(rehearsal.unknown));
  return render(Screen, { rest });
}

beforeEach(() => {
  location.hash = "";
  desk.said = undefined;
  desk.fault = undefined;
  stop = () => undefined;
});

describe("the list", { timeout: 30_000 }, () => {
  it("shows the newest first, with sums and exact names", async () => {
    await open();
    const row = await screen.findByRole("link", {
      name: "Allocation 148, Hazel & Loam, 7318442099173042117",
    });
    expect(row).toHaveAttribute("href", "#/transactions/148");
    expect(screen.getByText("149,000.00 USD allocated")).toBeInTheDocument();
    expect(screen.getByRole("tab", { name: /^Allocations/ })).toHaveTextContent("148");
    expect(screen.getAllByRole("tab")).toHaveLength(2);
  });

  it("asks the core for what is searched and filtered", async () => {
    await open();
    const user = userEvent.setup();
    await user.click(screen.getByRole("searchbox", { name: "Search name, ID, note, number" }));
    await user.paste("Quill");
    await screen.findByText(/^[1-9] of 148$/);
    await user.click(screen.getByRole("combobox", { name: "State" }));
    await user.click(screen.getByRole("option", { name: "Refused, nothing moved", hidden: true }));
    await screen.findByText("No allocation fits the search and the filters.");
    expect(rehearsal.history.asked.at(-1)).toMatchObject({ search: "Quill", state: "REFUSED", offset: 0 });

    await user.click(screen.getByRole("button", { name: "Clear search and filters" }));
    await user.click(screen.getByRole("combobox", { name: "Time" }));
    await user.click(screen.getByRole("option", { name: "Last 7 days", hidden: true }));
    await waitFor(() =>
      expect(rehearsal.history.asked.at(-1)).toMatchObject({ from: "2026-11-11", to: null }),
    );
    await user.click(screen.getByRole("combobox", { name: "Person" }));
    await user.click(screen.getByRole("option", { name: "Farid Haddad", hidden: true }));
    await waitFor(() => expect(rehearsal.history.asked.at(-1)).toMatchObject({ person: "p2" }));
  });

  it("holds at most 60 rows in the page", async () => {
    await open();
    await screen.findByText("149,000.00 USD allocated");
    expect(document.querySelectorAll("[data-row]").length).toBeLessThanOrEqual(60);
  });

  it("says what to do when nothing was allocated, and when it cannot be read", async () => {
    const { unmount } = await open([], (one) => (one.mood = "empty"));
    expect(await screen.findByRole("link", { name: "Open Payment management" })).toBeInTheDocument();
    unmount();
    await open([], (one) => (one.mood = "broken"));
    expect(await screen.findByRole("alert")).toHaveTextContent("Nothing was moved.");
  });
});

describe("the detail", { timeout: 30_000 }, () => {
  it("shows every recorded field", async () => {
    await open(["146"]);
    const detail = await screen.findByRole("complementary", { name: "Allocation 146" });
    const whole = detail.textContent.replaceAll("\u00A0", " ");
    for (const text of [
      "1,750.00",
      "25,290.00",
      "−1,750.00",
      "23,540.00",
      "Autumn reach grant",
      "c1",
      "30 Nov 2026, 23:59:59 UTC−05:00",
      "Valid for auction campaigns",
      "Campaigns keep running on cash, then the credit line.",
      "Tamarind Hill Media (practice, made-up money)",
      "Ottilie Brandt, Admin",
      "Harrow and Finch (Europe)",
      "none applied",
      "0193390c-4a10-7000-8000-000000000146",
      "5577006791947700146",
      "7573690412258814617",
      "7573690412258814618",
      "whole at the last check",
      "All ad credit of the Business Center then",
      "25,490.00 USD",
      "Answer awaited until",
      "20261117104531146",
      "2 IDs",
      "7573690412258700011, 7573690412258700012",
      "Sending, by Ottilie Brandt, entry 604",
      "Allocated, entry 605",
    ]) {
      expect(whole).toContain(text);
    }
  });

  it("keeps what is true today apart from what was recorded", async () => {
    await open(["146"]);
    const detail = await screen.findByRole("complementary", { name: "Allocation 146" });
    const today = within(detail)
      .getByRole("heading", { name: "As of today, not recorded" })
      .closest<HTMLElement>("section");
    for (const text of [
      "Campaigns keep running on cash, then the credit line.",
      "Harrow and Finch (Europe)",
    ]) {
      expect(within(today ?? document.body).getByText(text)).toBeInTheDocument();
      expect(within(detail).getAllByText(text)).toHaveLength(1);
    }
  });

  it("copies the same as text, with plain digits", async () => {
    await open(["146"]);
    const user = userEvent.setup();
    const write = vi.spyOn(navigator.clipboard, "writeText").mockResolvedValue();
    await user.click(await screen.findByRole("button", { name: "Copy as text" }));
    const text = write.mock.calls[0]?.[0] ?? "";
    expect(text).toContain("Request ID: 5577006791947700146");
    expect(text).toContain("Account, ad credit: 420.00 → 2,170.00 (+1,750.00 USD)");
    expect(text).toContain("Sending, by Ottilie Brandt, entry 604");
    expect(desk.said).toBe("Allocation 146 was copied as text.");
  });

  it("tells what TikTok’s records prove, on the receipt too", async () => {
    await open(["144"]);
    const user = userEvent.setup();
    const detail = await screen.findByRole("complementary", { name: "Allocation 144" });
    expect(detail).toHaveTextContent("Proven by record 757369041225881441");
    await user.click(screen.getByRole("button", { name: "Receipt" }));
    const dialog = screen.getByRole("dialog", { name: "Receipt" });
    expect(dialog).toHaveTextContent("Allocated, found in TikTok’s records");
    expect(dialog).toHaveTextContent(/TikTok’s record 7573690412258814418, made .*, proves it/);
  });

  it("gives the receipt, and takes the focus back when it closes", async () => {
    await open(["146"]);
    const user = userEvent.setup();
    const button = await screen.findByRole("button", { name: "Receipt" });
    await user.click(button);
    const dialog = screen.getByRole("dialog", { name: "Receipt" });
    expect(within(dialog).getByRole("button", { name: "Done" })).toHaveFocus();
    expect(dialog).toHaveTextContent(/Moved 1,750.00 USD of ad credit Autumn reach grant .* for good\./);
    await user.click(within(dialog).getByRole("button", { name: "Done" }));
    expect(button).toHaveFocus();
  });

  it("says what TikTok answered, as text and not as markup", async () => {
    await open(["143"]);
    const detail = await screen.findByRole("complementary", { name: "Allocation 143" });
    expect(detail).toHaveTextContent("Code 40001: No permission to operate <b>this</b>");
    expect(detail).toHaveTextContent("Refused, nothing moved");
  });
});

describe("the changes", () => {
  it("says who changed what", async () => {
    await open(["changes"]);
    const table = await screen.findByRole("table", { name: "Changes" });
    expect(await within(table).findAllByText("Admins also need Finance Manager switched on")).not.toEqual([]);
    expect(table).toHaveTextContent("Role of Farid Haddad at TikTok: Standard → Standard, Finance Manager");
    expect(table).toHaveTextContent("Credit “Spring <i>test</i>” marked as revoked: Issued by mistake.");
  });
});

describe("accessibility", { timeout: 30_000 }, () => {
  it.each([
    ["the list", []],
    ["the detail", ["146"]],
    ["the changes", ["changes"]],
  ])("finds nothing wrong with %s", async (_, rest) => {
    const { container } = await open(rest);
    await waitFor(() => expect(container.querySelector("[aria-busy='true'], .bar")).toBeNull());
    const result = await axe.run(container, { rules: { "color-contrast": { enabled: false } } });
    expect(result.violations.map((one) => `${one.id}: ${one.nodes[0]?.html ?? ""}`)).toEqual([]);
  });
});
