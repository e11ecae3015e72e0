// The copy of the last good state: how it is offered where the journal is damaged, what the window says while it is open, and
// how it is left.
import { screen, waitFor, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import type { LastGood } from "../bindings";
import { axeFinds, open } from "../rehearsal/open";
import { Rehearsal } from "../rehearsal/rehearsal";

function damaged(copy: Partial<LastGood> = {}): Rehearsal {
  const rehearsal = new Rehearsal();
  rehearsal.damaged = "w1";
  rehearsal.house.lastGood = {
    ...(rehearsal.house.lastGood ?? { file: "", entries: "", newest: null, behind: null }),
    ...copy,
  };
  return rehearsal;
}

function shown(copy: Partial<LastGood> = {}): Rehearsal {
  const rehearsal = damaged(copy);
  rehearsal.readOnly = "LAST_GOOD";
  return rehearsal;
}

const button = "Open the last good state";
const banner = "Read only: the last good state of the journal, of 16 Nov 2026, 17:21";

describe("the last good state of a damaged journal", () => {
  it.each([
    ["28", /28 entries that were written after it are missing in it/],
    ["1", /One entry that was written after it is missing in it/],
    ["0", /names none that was written after it/],
    [null, /How much was written after it is not known/],
  ] as const)(
    "is offered with its time, how much it holds, and what is missing: %s",
    async (behind, says) => {
      await open(damaged({ behind }));
      const way = within(await screen.findByRole("region", { name: /see what was done/ }));
      expect(await way.findByRole("button", { name: button })).toBeVisible();
      expect(way.getByText(/It holds 584 entries, the newest of 16 Nov 2026, 17:21/)).toBeVisible();
      expect(way.getByText(says)).toBeVisible();
      expect(way.getByText(/nothing can be allocated with it/)).toBeVisible();
      expect(await axeFinds()).toEqual([]);
    },
  );

  it("is not offered where there is none", async () => {
    const rehearsal = damaged();
    rehearsal.house.lastGood = null;
    await open(rehearsal);
    expect(await screen.findByText("No copy of it is there.")).toBeVisible();
    expect(screen.queryByRole("button", { name: button })).toBeNull();
  });

  it("is opened, says so above every screen, refuses Add Balance with the reason, and is left", async () => {
    const user = userEvent.setup();
    const rehearsal = await open(damaged());
    await user.dblClick(await screen.findByRole("button", { name: button }));
    expect(await screen.findByText(banner)).toBeVisible();
    const [add] = await screen.findAllByRole("button", { name: /^Add Balance to Aldgate/ });
    expect(add).toHaveAttribute("aria-disabled", "true");
    expect(add).toHaveAccessibleDescription(
      /damaged, and this is a copy of it.*nothing can be allocated.*28 entries .* are missing/,
    );
    expect(rehearsal.committed).toEqual([]);

    await user.click(screen.getByRole("link", { name: "Settings, Journal" }));
    await user.click(await screen.findByRole("button", { name: "Back to the damaged journal" }));
    expect(await screen.findByRole("heading", { level: 1 })).toHaveTextContent("is damaged");
    expect(screen.queryByText(banner)).toBeNull();
  });

  it("says in Settings what to compare first, and which file takes the journal’s place", async () => {
    await open(shown(), "settings", "journal");
    expect(await screen.findByText("This is the last good state, not the journal")).toBeVisible();
    const list = screen.getByRole("table", { name: "In TikTok’s records, explained by nothing here" });
    const restore = screen.getByText(/Copy journal\.sqlite\.good to journal\.sqlite, and start again/);
    expect(restore).toHaveTextContent("/home/ottilie/.local/share/credit-desk/practice-1");
    expect(restore).toHaveTextContent(/journal\.sqlite-wal and journal\.sqlite-shm/);
    expect(list.compareDocumentPosition(restore) & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Accept this journal" })).toBeNull();
    expect(screen.queryByRole("button", { name: "Set the damaged journal aside" })).toBeNull();
    expect(screen.getByRole("switch", { name: /Finance roles/ })).toHaveAttribute("aria-disabled", "true");
    expect(await axeFinds()).toEqual([]);
  });

  it("says why it was not opened, and can be tried again", async () => {
    const user = userEvent.setup();
    const rehearsal = damaged();
    rehearsal.spoilt = true;
    await open(rehearsal);
    await user.click(await screen.findByRole("button", { name: button }));
    expect(await screen.findByRole("alert")).toHaveTextContent(/cannot be read either\. Nothing was moved\./);
    rehearsal.spoilt = false;
    await user.click(screen.getByRole("button", { name: button }));
    expect(await screen.findByText(banner)).toBeVisible();
  });

  it("is named in Settings while the journal is sound", async () => {
    await open(new Rehearsal(), "settings");
    expect(await screen.findByText(/journal\.sqlite\.good\. It holds 584 entries/)).toBeVisible();
    await waitFor(() => expect(screen.queryByText(/missing in it/)).toBeNull());
  });
});
