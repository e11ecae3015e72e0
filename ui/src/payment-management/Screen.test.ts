// Payment management as a person finds it: names, reasons, windows of rows, states of the figures.
import { fireEvent, screen, waitFor, within } from "@testing-library/svelte";
import type { Backend } from "../backend";
import { use } from "../backend";
import type { Ownership } from "../bindings";
import { axeFinds, open } from "../rehearsal/open";
import { Rehearsal } from "../rehearsal/rehearsal";
import { stamp } from "../rehearsal/world";
import { t } from "../texts.svelte";

const coffee = "Aldgate Coffee, 7318440217700000000";

it("tells the shell once that all is painted", async () => {
  const rehearsal = await open();
  await waitFor(() => {
    expect(rehearsal.ready).toBe(1);
  });
  expect(screen.getByRole("link", { name: coffee })).toBeInTheDocument();
  rehearsal.change();
  await screen.findByRole("link", { name: coffee });
  expect(rehearsal.ready).toBe(1);
});

it("shows a link and a button per ad account, found by name and ID", async () => {
  await open();
  expect(await screen.findByRole("link", { name: coffee })).toHaveAttribute(
    "href",
    "#/ad-account/7318440217700000000",
  );
  expect(screen.getByRole("button", { name: `Add Balance to ${coffee}` })).not.toHaveAttribute(
    "aria-disabled",
  );
});

it("keeps the button of a refused account in reach, with its reason", async () => {
  await open();
  const button = await screen.findByRole("button", { name: /^Add Balance to Basalt Outdoor/ });
  expect(button).toHaveAttribute("aria-disabled", "true");
  expect(button).toHaveAccessibleDescription(
    "TikTok has not approved this account yet. Wait for the approval, then refresh: it can receive ad credit from then on.",
  );
  await fireEvent.click(button);
  expect(screen.queryByRole("dialog")).toBeNull();
});

it("says of an account of a person that a person owns it, and that the end of its ad credit is not known", async () => {
  const row = await found("Vesper Sail School");
  // One for a wide table, one for a narrow one.
  expect(row.getAllByText("Owned by a person")).toHaveLength(2);
  expect(row.queryByText(/partner/)).toBeNull();
  expect(row.getByText("669.23")).toBeInTheDocument();
  expect(row.getAllByText("not known")[0]).toHaveClass("zero");
  expect(row.queryByText("none")).toBeNull();
});

it("says what the figures say of a balance where TikTok says otherwise", async () => {
  const row = await found("Hazel and Loam");
  expect(row.getByText("Yes")).toBeInTheDocument();
  expect(row.getByText("figures: No")).toBeInTheDocument();
  expect(row.getByText(/^TikTok says Yes; .* more than three days of average spend$/)).toBeInTheDocument();
});

it("says nothing of the figures where TikTok says the same", async () => {
  const row = await found("Brook Dental");
  expect(row.getByText("Yes")).toBeInTheDocument();
  expect(row.queryByText(/figures:/)).toBeNull();
});

it("tells the alert of a Payment Portfolio once, with the portfolio, and what its Account Balance holds", async () => {
  const rehearsal = new Rehearsal();
  rehearsal.workspace = "w2";
  await open(rehearsal);
  await screen.findByRole("link", { name: coffee });
  const balances = within(screen.getByRole("region", { name: "Balances of the Business Center" }));
  expect(balances.getByText(/^Balance Alert/)).toHaveTextContent(/^Balance Alert No figures: Yes/);
  expect(balances.getByText("cash, voucher, credit line")).toBeInTheDocument();
  const rows = document.querySelectorAll<HTMLElement>("[data-row]");
  expect(rows.length).toBeGreaterThan(10);
  for (const row of rows) {
    expect(within(row).getByText("see portfolio")).toBeInTheDocument();
    expect(within(row).queryByText(/figures:/)).toBeNull();
  }
});

it("says that nothing ends only where there is no ad credit", async () => {
  const row = await found("Umber Not Linked");
  expect(row.getByText("none")).toBeInTheDocument();
});

it("greets whoever may allocate at the first start, and points at the first button", async () => {
  const rehearsal = new Rehearsal();
  rehearsal.firstStart = true;
  await open(rehearsal);
  expect(await screen.findByRole("heading", { name: /^Welcome/ })).toBeInTheDocument();
  const row = (await screen.findByRole("link", { name: coffee })).closest<HTMLElement>("[data-row]");
  // One for a wide table, one for a narrow one; the styles show either.
  expect(within(row ?? document.body).getAllByText("Start here")).toHaveLength(2);
  expect(screen.getAllByText("Start here")).toHaveLength(2);
});

it.each(["p3", "p4"])("does not tell %s, who may not allocate, to press Add Balance", async (member) => {
  const rehearsal = new Rehearsal();
  Object.assign(rehearsal, { firstStart: true, member });
  await open(rehearsal);
  await screen.findByRole("link", { name: coffee });
  expect(document.getElementById("role-reason")).not.toBeNull();
  expect(screen.queryByRole("heading", { name: /^Welcome/ })).toBeNull();
  expect(screen.queryByText("Start here")).toBeNull();
});

it("says a reason of the role once, above the table", async () => {
  const rehearsal = new Rehearsal();
  rehearsal.member = "p3";
  await open(rehearsal);
  const button = await screen.findByRole("button", { name: `Add Balance to ${coffee}` });
  expect(button).toHaveAttribute("aria-disabled", "true");
  expect(button).toHaveAccessibleDescription(/^Finance Analysts see figures/);
  expect(screen.getAllByText(/^Finance Analysts see figures/)).toHaveLength(1);
});

it("shows no figures to who may not see them", async () => {
  const rehearsal = new Rehearsal();
  rehearsal.member = "p4";
  await open(rehearsal);
  await screen.findByRole("link", { name: coffee });
  expect(screen.queryByText("Ad credit you can place")).toBeNull();
  expect(screen.getAllByRole("columnheader").map((head) => head.textContent.trim())).toEqual([
    "Ad account",
    "Status",
    "Add Balance",
  ]);
});

it("keeps at most 60 of 10,000 rows, and asks for windows of them", async () => {
  const rehearsal = await open(new Rehearsal(10_000));
  await screen.findByRole("link", { name: coffee });
  expect(document.querySelectorAll("[data-row]").length).toBeLessThanOrEqual(60);
  expect(screen.getByRole("table", { name: "Balance Allocation" })).toHaveAttribute("aria-rowcount", "10001");
  expect(rehearsal.windows.every((query) => query.limit <= 200)).toBe(true);
  expect(rehearsal.windows.length).toBeLessThanOrEqual(4);
});

it("searches, filters and sorts in the core", async () => {
  const rehearsal = await open();
  await screen.findByRole("link", { name: coffee });
  await fireEvent.input(screen.getByRole("searchbox", { name: "Search ad accounts" }), {
    target: { value: "hazel" },
  });
  expect(await screen.findByText("2 of 38 ad accounts")).toBeInTheDocument();
  await fireEvent.click(screen.getByRole("button", { name: "Cash" }));
  await waitFor(() => {
    expect(rehearsal.windows.at(-1)).toMatchObject({
      search: "hazel",
      sort: "CASH",
      descending: true,
      offset: 0,
    });
  });
  expect(screen.getByRole("columnheader", { name: "Cash" })).toHaveAttribute("aria-sort", "descending");
});

it("filters by each ownership that a row can have", async () => {
  const every: Record<Ownership, true> = {
    OWNED: true,
    PARTNER: true,
    INDIVIDUAL: true,
    NOT_LINKED: true,
    OTHER: true,
    UNREADABLE: true,
  };
  const rehearsal = await open();
  await screen.findByRole("link", { name: coffee });
  await fireEvent.click(screen.getByRole("combobox", { name: "Ownership" }));
  const offered = screen.getAllByRole("option", { hidden: true }).map((one) => one.textContent.trim());
  for (const ownership of Object.keys(every)) expect(offered).toContain(t(`ownership-${ownership}`));
  await fireEvent.click(screen.getByRole("option", { name: t("ownership-OTHER"), hidden: true }));
  expect(await screen.findByText("1 of 38 ad accounts")).toBeInTheDocument();
  expect(rehearsal.windows.at(-1)).toMatchObject({ ownership: "OTHER" });
  expect(screen.getByRole("link", { name: /^Wicker Loft/ })).toBeInTheDocument();
});

it("offers a way out when nothing fits", async () => {
  await open();
  const search = await screen.findByRole("searchbox");
  await fireEvent.input(search, { target: { value: "no such account" } });
  await fireEvent.click(await screen.findByRole("button", { name: "Show all ad accounts" }));
  expect(await screen.findByRole("link", { name: coffee })).toBeInTheDocument();
});

it("drops the answer to an older search", async () => {
  const rehearsal = new Rehearsal();
  const quick = rehearsal.backend();
  const slow: (() => void)[] = [];
  const late: Backend["accounts"] = async (query) => {
    if (query.search === "al") await new Promise<void>((resolve) => slow.push(resolve));
    return quick.accounts(query);
  };
  await open(rehearsal);
  await screen.findByRole("link", { name: coffee });
  use(new Proxy(quick, { get: (known, name: keyof Backend) => (name === "accounts" ? late : known[name]) }));
  const search = screen.getByRole("searchbox");
  await fireEvent.input(search, { target: { value: "al" } });
  await waitFor(() => {
    expect(slow).toHaveLength(1);
  });
  await fireEvent.input(search, { target: { value: "garnet" } });
  await screen.findByText("1 of 38 ad accounts");
  slow[0]?.();
  await Promise.resolve();
  expect(screen.getByText("1 of 38 ad accounts")).toBeInTheDocument();
});

it("says what failed and what to do, once", async () => {
  const rehearsal = new Rehearsal();
  rehearsal.mood = "broken";
  await open(rehearsal);
  expect(await screen.findByRole("alert")).toHaveTextContent(
    "TikTok could not be reached. Nothing was moved.",
  );
  rehearsal.mood = "fresh";
  await fireEvent.click(screen.getByRole("button", { name: "Try again" }));
  expect(await screen.findByRole("link", { name: coffee })).toBeInTheDocument();
});

it.each([
  ["offline", "Offline, showing figures of 10:39"],
  ["stale", /^Figures as of 16 Nov 2026, 08:10, 26 hours ago. Refresh them.$/],
] as const)("says so when figures are %s", async (mood, words) => {
  const rehearsal = new Rehearsal();
  rehearsal.mood = mood;
  await open(rehearsal);
  expect(await screen.findByText(words)).toBeInTheDocument();
});

it("focuses the search on /", async () => {
  await open();
  await screen.findByRole("link", { name: coffee });
  await fireEvent.keyDown(document.body, { key: "/" });
  expect(screen.getByRole("searchbox")).toHaveFocus();
});

it("names the frame as people look for it", async () => {
  const rehearsal = new Rehearsal();
  rehearsal.unknown = ["148"];
  await open(rehearsal);
  const menu = within(await screen.findByRole("complementary", { name: "Menu" }));
  for (const name of [
    "Payment management",
    "Credits",
    "Transactions",
    "Users",
    "Settings",
    "Outcome unknown",
  ]) {
    expect(menu.getByRole("link", { name })).toBeInTheDocument();
  }
  for (const name of ["Workspace", "Acting as"])
    expect(menu.getByRole("combobox", { name })).toBeInTheDocument();
  for (const name of ["A day later", "A week later", "Lose the next answer", "How ad credit works"]) {
    expect(screen.getByRole("button", { name })).toBeInTheDocument();
  }
  expect(document.title).toBe("1 outcome unknown – Payment management – Practice – Credit Desk");
});

it("shows a range, what is held back, and the way to the allocation while an outcome is unknown", async () => {
  const rehearsal = new Rehearsal();
  rehearsal.unknown = ["148"];
  await open(rehearsal);
  const button = await screen.findByRole("button", {
    name: /^Add Balance to Hazel & Loam, 7318442099173042117/,
  });
  expect(button).toHaveAttribute("aria-disabled", "true");
  expect(button).toHaveAccessibleDescription(
    "The outcome of allocation 148 to this account is not known. Until it is settled, the account takes no further ad credit. See Transactions.",
  );
  const row = within(button.closest<HTMLElement>("[role=row]") ?? document.body);
  expect(row.getByText("420.00 –")).toBeInTheDocument();
  expect(row.getByText("1,620.00")).toBeInTheDocument();
  expect(row.getByText("420.00 without allocation 148, 1,620.00 with it.")).toBeInTheDocument();
  const [link] = row.getAllByRole("link", { name: "Outcome unknown: allocation 148" });
  expect(link).toHaveAttribute("href", "#/transactions/148");
  const balances = within(screen.getByRole("region", { name: "Balances of the Business Center" }));
  expect(balances.getByText("24,090.00")).toBeInTheDocument();
  expect(
    balances.getByRole("link", { name: "Lowered by 1,200.00, which waits for an outcome that is not known" }),
  ).toHaveAttribute("href", "#/transactions/148");
});

it("moves the practice clock and arms the lost answer", async () => {
  const rehearsal = await open();
  await fireEvent.click(await screen.findByRole("button", { name: "A week later" }));
  expect(await screen.findByText(/Tue 24 Nov 2026/)).toBeInTheDocument();
  expect(stamp("10:42:00", rehearsal.daysLater).local).toBe("2026-11-24T10:42:00");
  await fireEvent.click(screen.getByRole("button", { name: "Lose the next answer" }));
  expect(await screen.findByText("The next answer will be lost")).toBeInTheDocument();
});

it.each(["fresh", "loading", "broken", "empty", "stale", "offline"] as const)(
  "axe finds nothing, %s",
  async (mood) => {
    const rehearsal = new Rehearsal(6);
    rehearsal.mood = mood;
    rehearsal.unknown = ["148"];
    await open(rehearsal);
    await waitFor(() => {
      expect(document.querySelector("main")).not.toBeNull();
    });
    expect(await axeFinds()).toEqual([]);
  },
);

/** The row of one ad account, searched for as a person would. */
async function found(name: string) {
  await open();
  await fireEvent.input(await screen.findByRole("searchbox"), { target: { value: name } });
  await screen.findByText("1 of 38 ad accounts");
  const link = await screen.findByRole("link", { name: new RegExp(`^${name}`) });

  return within(link.closest<HTMLElement>("[data-row]") ?? document.body);
}
