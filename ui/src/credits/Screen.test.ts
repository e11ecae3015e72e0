// The Credits screen against the rehearsal: what is shown, what can be entered, what each role may do, every mood.
import { render, screen, waitFor, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { desk } from "../frame/desk.svelte";
import { faultsSeen, rehearsing } from "../rehearsal/looked-at";
import type { Rehearsal } from "../rehearsal/rehearsal";
import Screen from "./Screen.svelte";

async function open(rest: string[] = [], set?: (rehearsal: Rehearsal) => void) {
  const rehearsal = await rehearsing(set);
  const shown = render(Screen, { rest });
  return { rehearsal, ...shown };
}

const list = () => screen.findByRole("table", { name: "Credits of the Business Center" });

describe("the list", () => {
  it("compares with TikTok's total and says what is not listed", async () => {
    await open();
    const strip = await screen.findByRole("region", { name: "Comparison with TikTok" });

    expect(strip).toHaveTextContent("25,140.00");
    expect(strip).toHaveTextContent("24,390.00");
    expect(strip).toHaveTextContent("750.00 USD has no credit here");
  });

  it.each([
    ["AGREES", 2439000n, "The list agrees with TikTok."],
    ["LISTED_TOO_MUCH", 2400000n, "The list says 390.00 USD more than TikTok has."],
  ])("says when it %s", async (_sign, voucher, says) => {
    await open([], (rehearsal) => (rehearsal.lots.voucher = voucher));
    const strip = await screen.findByRole("region", { name: "Comparison with TikTok" });

    expect(strip).toHaveTextContent(says);
  });

  it("says that open outcomes may explain a difference", async () => {
    await open([], (rehearsal) => (rehearsal.unknown = ["148"]));

    expect(await screen.findByText(/Allocations not settled yet, 1,200.00 USD/)).toBeVisible();
  });

  it("puts what ends first on top, unlisted ad credit last, and the rest under No longer available", async () => {
    await open();
    const names = within(await list())
      .getAllByRole("link")
      .map((link) => link.textContent.trim());

    expect(names.slice(0, 2)).toEqual(["Autumn reach grant", "Q4 joint plan credit"]);
    expect(names.indexOf("Unlisted ad credit")).toBe(5);
    expect(names.slice(6)).toContain("Summer launch grant");
    expect(screen.getByRole("rowheader", { name: "No longer available" })).toBeVisible();
  });

  it("shows hostile names inert", async () => {
    await open();

    expect(within(await list()).getByText("U+202E")).toBeVisible();
  });
});

describe("one credit", () => {
  it("shows figures, dates with their zone, type, restrictions word for word", async () => {
    await open(["c1"]);
    const drawer = await screen.findByRole("complementary", { name: "Autumn reach grant" });

    expect(await within(drawer).findByRole("img")).toHaveAccessibleName(
      "20,000.00 USD: 17,350.00 allocated, 2,650.00 left to place, 0.00 expired or revoked",
    );
    expect(drawer).toHaveTextContent("30 Nov 2026, 23:59 UTC−05:00");
    expect(drawer).toHaveTextContent("Free. Applies by itself; never assigned to a campaign.");
    expect(drawer).toHaveTextContent("Unused value is forfeited at the end date.");
    expect(drawer).toHaveTextContent("Entered by Ines Castellanos, 1 Sep 2026");
    expect(within(drawer).getByRole("link", { name: "23 from this credit" })).toBeVisible();
  });

  it("shows markup in restrictions as text", async () => {
    await open(["c3"]);

    expect(await screen.findByText("<b>At least 3 creatives each.</b>")).toBeVisible();
  });

  it("explains unlisted ad credit without asking for a credit of that name", async () => {
    await open(["unlisted"]);

    expect(await screen.findByText(/the part that no entry explains/)).toBeVisible();
    expect(screen.queryByRole("alert")).toBeNull();
  });

  it("says that a credit is not there", async () => {
    await open(["c99"]);

    expect(await screen.findByRole("alert")).toHaveTextContent("Nothing was moved.");
  });
});

describe("the forms", () => {
  it("enters a credit by keyboard alone", async () => {
    const user = userEvent.setup();
    const { rehearsal } = await open();
    (await screen.findByRole("button", { name: "Add credit" })).focus();
    await user.keyboard("{Enter}");
    expect(screen.getByLabelText("Name")).toHaveFocus();
    await user.keyboard("Spring grant{Tab}1,200.50{Enter}");

    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(rehearsal.lots.book.at(-1)?.form).toMatchObject({ name: "Spring grant", amount: "1,200.50" });
    expect(location.hash).toBe("#/credits/c10");
  });

  it("puts each error at its field, focuses the first, and keeps what was typed", async () => {
    const user = userEvent.setup();
    await open();
    await user.click(await screen.findByRole("button", { name: "Add credit" }));
    const dialog = within(screen.getByRole("dialog", { name: "Add credit" }));
    await user.type(dialog.getByLabelText("Valid until"), "soon");
    await user.click(dialog.getByRole("button", { name: "Add credit" }));

    await waitFor(() => expect(dialog.getByLabelText("Name")).toHaveFocus());
    expect(dialog.getByLabelText("Name")).toHaveAccessibleDescription("This must be filled in.");
    expect(dialog.getByLabelText("Amount")).toHaveAccessibleDescription(
      "USD Type an amount, such as 500.00.",
    );
    expect(dialog.getByLabelText("Valid until")).toHaveValue("soon");
    expect(await faultsSeen()).toEqual([]);
  }, 20_000);

  it("never offers the assignable type for a credit of the Business Center", async () => {
    const user = userEvent.setup();
    await open();
    await user.click(await screen.findByRole("button", { name: "Add credit" }));
    await user.click(screen.getByRole("combobox", { name: "Type" }));

    expect(
      screen.getAllByRole("option", { hidden: true }).map((one) => one.getAttribute("aria-label")),
    ).toEqual(["Free", "Conditional"]);
  });

  it("corrects by a new entry that starts from the terms in force", async () => {
    const user = userEvent.setup();
    const { rehearsal } = await open(["c4"]);
    await user.click(await screen.findByRole("button", { name: "Correct" }));
    expect(screen.getByLabelText("Name")).toHaveValue("Make-good, case 20817");
    await user.type(screen.getByLabelText("Valid until"), "2027-02-08");
    await user.click(screen.getByRole("button", { name: "Enter correction" }));
    expect(screen.getByLabelText("Reason")).toHaveAccessibleDescription("This must be filled in.");
    await waitFor(() => expect(screen.getByLabelText("Reason")).toHaveFocus());
    await user.keyboard("The letter has a date{Enter}");

    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(rehearsal.lots.find("c4").form.validUntil).toBe("2027-02-08");
    expect(await screen.findByText(/^Corrected by Ottilie Brandt/)).toBeVisible();
    expect(screen.getByText("The letter has a date")).toBeVisible();
    expect(desk.said).toContain("Nothing was moved.");
  });

  it("asks why before it marks a credit as revoked", async () => {
    const user = userEvent.setup();
    const { rehearsal } = await open(["c1"]);
    await user.click(await screen.findByRole("button", { name: "Mark as revoked" }));
    const dialog = within(screen.getByRole("dialog", { name: "Mark Autumn reach grant as revoked" }));
    await user.click(dialog.getByRole("button", { name: "Mark as revoked" }));
    expect(await dialog.findByText("This must be filled in.")).toBeVisible();
    await user.type(dialog.getByLabelText("Reason"), "Letter of 16 Nov");
    await user.click(dialog.getByRole("button", { name: "Mark as revoked" }));

    await waitFor(() => expect(rehearsal.lots.find("c1").revoked).toBe("Letter of 16 Nov"));
    expect(await screen.findByRole("button", { name: "Mark as revoked" })).toHaveAccessibleDescription(
      "This credit is marked as revoked already.",
    );
  });

  it("closes on Escape without entering anything", async () => {
    const user = userEvent.setup();
    const { rehearsal } = await open();
    await user.click(await screen.findByRole("button", { name: "Add credit" }));
    await user.keyboard("{Escape}");

    expect(screen.queryByRole("dialog")).toBeNull();
    expect(rehearsal.lots.book).toHaveLength(9);
  });
});

describe("roles and moods", () => {
  it("shows an analyst the list with buttons that say why not", async () => {
    const user = userEvent.setup();
    await open(["c1"], (rehearsal) => (rehearsal.member = "p3"));
    const add = await screen.findByRole("button", { name: "Add credit" });
    await user.click(add);

    expect(add).toHaveAccessibleDescription(/Finance Analysts see figures/);
    expect(await screen.findByRole("button", { name: "Correct" })).toHaveAccessibleDescription(
      /Finance Analysts see figures/,
    );
    expect(screen.queryByRole("dialog")).toBeNull();
  });

  it("shows no figures to a member who may not see finances, and whom to ask", async () => {
    await open([], (rehearsal) => (rehearsal.member = "p4"));

    expect(await screen.findByText("Credits and their figures are not shown")).toBeVisible();
    expect(screen.getByText(/Ask an Admin: Ottilie Brandt/)).toBeVisible();
    expect(screen.queryByRole("table")).toBeNull();
  });

  it("says that it reads, that it failed, that nothing is entered, that figures are old", async () => {
    const loading = await open([], (rehearsal) => (rehearsal.mood = "loading"));
    expect(screen.getByRole("status")).toHaveTextContent("Reading credits");
    loading.unmount();
    const broken = await open([], (rehearsal) => (rehearsal.mood = "broken"));
    expect(await screen.findByRole("alert")).toHaveTextContent("TikTok could not be reached.");
    broken.unmount();
    const stale = await open([], (rehearsal) => (rehearsal.mood = "stale"));
    expect(await screen.findByText(/Refresh them/)).toBeVisible();
    stale.unmount();
    await open([], (rehearsal) => (rehearsal.mood = "offline"));
    expect(await screen.findByText(/^Offline, showing figures/)).toBeVisible();
  });

  it.each([[[]], [["c1"]], [["unlisted"]]])(
    "is clean for axe at %j",
    async (rest) => {
      await open(rest);
      await list();
      await waitFor(() => expect(screen.queryByText("Reading credits")).toBeNull());

      expect(await faultsSeen()).toEqual([]);
    },
    20_000,
  );
});
