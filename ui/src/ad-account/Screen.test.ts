// The page of an ad account against the rehearsal: who it is, what is in it, what can be done, every role and mood.
import { render, screen, waitFor, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { adding } from "../add-balance/adding.svelte";
import { faultsSeen, rehearsing } from "../rehearsal/looked-at";
import type { Rehearsal } from "../rehearsal/rehearsal";
import Screen from "./Screen.svelte";

const hazel = "7318442099173042117";

async function open(id = hazel, set?: (rehearsal: Rehearsal) => void) {
  const rehearsal = await rehearsing(set);
  adding.close();
  return { rehearsal, ...render(Screen, { rest: [id] }) };
}

const idOf = (rehearsal: Rehearsal, name: string) =>
  rehearsal.balances.book.find((one) => one.name.startsWith(name))?.id ?? "";

describe("the head", () => {
  it("says who it is, and opens Add Balance for this account", async () => {
    const user = userEvent.setup();
    await open();

    expect(await screen.findByRole("heading", { level: 1, name: "Hazel & Loam" })).toBeVisible();
    for (const fact of ["Approved", "Similar name"]) expect(screen.getByText(fact)).toBeVisible();
    expect(screen.getByText(/^Owned by/)).toHaveTextContent("Owned by Tamarind Hill Media");
    expect(screen.getByText("Auction, USD, UTC−05:00, America/New_York")).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Add Balance" }));
    expect(adding.account).toBe(hazel);
  });

  it("shows a range and the way to the allocation while its outcome is unknown", async () => {
    await open(hazel, (one) => (one.unknown = ["148"]));
    const button = await screen.findByRole("button", { name: "Add Balance" });
    expect(button).toHaveAttribute("aria-disabled", "true");
    expect(button).toHaveAccessibleDescription(/^The outcome of allocation 148 to this account is not known/);
    expect(screen.getByRole("link", { name: "See allocation 148" })).toHaveAttribute(
      "href",
      "#/transactions/148",
    );
    expect(screen.getByText("420.00 –")).toBeVisible();
    expect(screen.getByText("420.00 without allocation 148, 1,620.00 with it.")).toBeVisible();
  });

  it("shows all reasons where ad credit cannot be added", async () => {
    const user = userEvent.setup();
    const { rehearsal, rerender } = await open(hazel, (one) => {
      const account = one.balances.find(hazel);
      account.status = "SUSPENDED";
      account.currency = "CAD";
    });
    const button = await screen.findByRole("button", { name: "Add Balance" });
    await user.click(button);

    expect(button).toHaveAccessibleDescription(/has suspended this account.*runs in CAD, the credit in USD/);
    expect(adding.account).toBeUndefined();
    await rerender({ rest: [idOf(rehearsal, "Kiosk")] });
    expect(await screen.findByRole("heading", { level: 1 })).toHaveTextContent(
      "Kiosk <b>50% off</b> U+202Emoc.elas",
    );
  });
});

describe("Payment", () => {
  it("shows ad credit, cash, credit line and what is spent first", async () => {
    await open();
    const payment = await screen.findByRole("region", { name: "Payment" });

    expect(payment).toHaveTextContent("420.00USD");
    expect(payment).toHaveTextContent("1,790.40 usable, 70.00 tax");
    expect(payment).toHaveTextContent("prepaid account");
    expect(
      within(payment)
        .getAllByRole("listitem")
        .map((item) => item.textContent.replace(/\s+/g, " ").trim()),
    ).toEqual(["1 Ad credit", "2 Cash", "3 Credit line"]);
  });

  it("opens View Details by key: each credit with its source and the notice that figures are estimates", async () => {
    const user = userEvent.setup();
    await open();
    const button = await screen.findByRole("button", { name: "View Details" });
    expect(button).toHaveAttribute("aria-expanded", "false");
    button.focus();
    await user.keyboard("{Enter}");
    const table = screen.getByRole("table", { name: "Details of the ad credit" });

    expect(button).toHaveAttribute("aria-expanded", "true");
    expect(within(table).getByRole("link", { name: "allocation 131" })).toHaveAttribute(
      "href",
      "#/transactions/131",
    );
    expect(table).toHaveTextContent("Incentive Center, entered by hand");
    expect(table).toHaveTextContent(
      "TikTok gives one total for the account, 420.00 as of 17 Nov 2026, 10:39.",
    );
  });

  it("calls shared cash the portfolio's", async () => {
    await open(hazel, (rehearsal) => (rehearsal.workspace = "w2"));

    expect(await screen.findAllByText("shared in the Payment Portfolio Norrsken shared funds")).toHaveLength(
      2,
    );
  });
});

describe("Promotions", () => {
  it("says in Restrictions whether a campaign must be assigned, and the terms word for word", async () => {
    await open();
    const table = await screen.findByRole("table", { name: "Available" });

    expect(table).toHaveTextContent("No campaign needed. Auction campaigns in the United States");
    expect(table).toHaveTextContent("Must be assigned to a campaign in Ads Manager, or it is never used.");
    expect(table).toHaveTextContent("55% spent");
  });

  it("moves through the tabs by arrow keys", async () => {
    const user = userEvent.setup();
    await open();
    (await screen.findByRole("tab", { name: /^Available/ })).focus();
    await user.keyboard("{ArrowRight}");
    expect(screen.getByRole("table", { name: "Earning" })).toHaveTextContent("Spend 500, get 200");
    await user.keyboard("{End}");

    expect(screen.getByRole("table", { name: "Not available" })).toHaveTextContent("Expired");
  });

  it("enters ad credit from elsewhere, with origin and the assignable type", async () => {
    const user = userEvent.setup();
    const { rehearsal } = await open();
    await user.click(await screen.findByRole("button", { name: "Enter ad credit from elsewhere" }));
    await user.type(screen.getByLabelText("Name"), "Workshop coupon");
    await user.type(screen.getByLabelText("Amount"), "75");
    await user.click(screen.getByRole("combobox", { name: "Type" }));
    await user.click(screen.getByRole("option", { name: "Assignable", hidden: true }));
    await user.click(screen.getByRole("checkbox", { name: "A campaign is assigned in Ads Manager" }));
    await user.click(screen.getByRole("combobox", { name: "Origin" }));
    await user.click(screen.getByRole("option", { name: "Promotional code", hidden: true }));
    await user.click(screen.getByRole("button", { name: "Enter ad credit" }));

    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(rehearsal.lots.book.at(-1)).toMatchObject({
      heldBy: { account: hazel, origin: "PROMOTIONAL_CODE" },
      form: { name: "Workshop coupon", kind: "ASSIGNABLE", fulfilled: true },
    });
  });

  it("corrects and revokes what was entered by hand", async () => {
    const user = userEvent.setup();
    const { rehearsal } = await open();
    await user.click(await screen.findByRole("button", { name: "Correct Creator trial coupon" }));
    expect(await screen.findByLabelText("Name")).toHaveValue("Creator trial coupon");
    expect(screen.queryByRole("combobox", { name: "Origin" })).toBeNull();
    await user.click(screen.getByRole("button", { name: "Cancel" }));
    await user.click(screen.getByRole("button", { name: "Mark as revoked: Creator trial coupon" }));
    await user.type(screen.getByLabelText("Reason"), "Taken back");
    await user.click(screen.getByRole("button", { name: "Mark as revoked" }));

    await waitFor(() => expect(rehearsal.lots.find("c9").revoked).toBe("Taken back"));
  });
});

describe("history, roles and moods", () => {
  it("lists what was allocated from here, in exact words", async () => {
    await open();
    const history = await screen.findByRole("table", { name: "History of this account" });

    expect(within(history).getByRole("link", { name: "131" })).toHaveAttribute("href", "#/transactions/131");
    expect(history).toHaveTextContent("Allocated, found in TikTok’s records");
    expect(history).toHaveTextContent("Refused, nothing moved");
  });

  it("shows an analyst the figures, with buttons that say why not", async () => {
    await open(hazel, (rehearsal) => (rehearsal.member = "p3"));

    expect(
      await screen.findByRole("button", { name: "Enter ad credit from elsewhere" }),
    ).toHaveAccessibleDescription(/Finance Analysts see figures/);
    expect(screen.getByText("1,860.40")).toBeVisible();
    expect(screen.queryByRole("button", { name: /^Correct/ })).toBeNull();
  });

  it("shows no figures to a member who may not see finances", async () => {
    await open(hazel, (rehearsal) => (rehearsal.member = "p4"));

    expect(await screen.findByText("Figures are not shown")).toBeVisible();
    expect(screen.queryByText("1,860.40")).toBeNull();
    expect(screen.queryByRole("table")).toBeNull();
    expect(screen.getByRole("button", { name: "Add Balance" })).toHaveAccessibleDescription(
      /Ask an Admin: Ottilie Brandt/,
    );
  });

  it("says that it reads, that it failed, that nothing was read, that it is offline", async () => {
    const loading = await open(hazel, (rehearsal) => (rehearsal.mood = "loading"));
    expect(screen.getByRole("status")).toHaveTextContent("Reading the ad account");
    loading.unmount();
    const broken = await open("73", undefined);
    expect(await screen.findByRole("alert")).toHaveTextContent("Nothing was moved.");
    broken.unmount();
    const empty = await open(hazel, (rehearsal) => (rehearsal.mood = "empty"));
    expect(await screen.findByText("No figures of this account were read yet")).toBeVisible();
    expect(screen.getByText("Nothing has been allocated to this account from here.")).toBeVisible();
    empty.unmount();
    await open(hazel, (rehearsal) => (rehearsal.mood = "offline"));
    expect(await screen.findByText(/^Offline, showing figures/)).toBeVisible();
  });

  it.each(["p1", "p3", "p4"])(
    "is clean for axe, for member %s",
    async (member) => {
      const user = userEvent.setup();
      await open(hazel, (rehearsal) => (rehearsal.member = member));
      await screen.findByRole("button", { name: "Add Balance" });
      const more = screen.queryByRole("button", { name: "View Details" });
      if (more !== null) await user.click(more);

      expect(await faultsSeen()).toEqual([]);
    },
    20_000,
  );
});
