// A journal that is damaged, broken or frozen: what the window says, and the two things a person can do about it.
import { screen, waitFor, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import type { FrozenReason } from "../bindings";
import { desk } from "../frame/desk.svelte";
import { axeFinds, open } from "../rehearsal/open";
import { Rehearsal } from "../rehearsal/rehearsal";

function frozen(reason: FrozenReason = "NOT_IN_CHAIN"): Rehearsal {
  const rehearsal = new Rehearsal();
  rehearsal.house.freeze(reason);
  return rehearsal;
}

function damaged(): Rehearsal {
  const rehearsal = new Rehearsal();
  rehearsal.damaged = "w1";
  return rehearsal;
}

describe("a frozen journal", () => {
  it.each([
    ["NOT_IN_CHAIN", /names entry 640, and this file does not hold it/],
    ["NONE_KEPT", /begun after a damaged one was set aside/],
    ["UNREADABLE", /cannot be read as a head/],
  ] as const)("says what %s means, with both heads and what to do first", async (reason, means) => {
    await open(frozen(reason), "settings", "journal");
    expect(await screen.findByText(means)).toBeVisible();
    expect(screen.getByText(/Compare TikTok’s Transactions page/)).toBeVisible();
    expect(screen.getByText("9f3c".repeat(16))).toBeVisible();
    expect(screen.queryByText("04ba".repeat(16)) !== null).toBe(reason === "NOT_IN_CHAIN");
    await waitFor(() => expect(screen.getByRole("heading", { name: "Journal" })).toHaveFocus());
    expect(await axeFinds()).toEqual([]);
  });

  it("shows what TikTok’s records hold and it does not, before it can be accepted", async () => {
    const rehearsal = frozen();
    await open(rehearsal, "settings", "journal");
    const list = await screen.findByRole("table", { name: "In TikTok’s records, explained by nothing here" });
    expect(within(list).getByText("7400000000000000917")).toBeVisible();
    expect(within(list).getByText(/500\.00/)).toBeVisible();
    expect(screen.getByText(/hold 22 transfers of ad credit that no allocation here explains/)).toBeVisible();
    expect(screen.getByText("21 more are older.")).toBeVisible();
    const accept = screen.getByRole("button", { name: "Accept this journal" });
    expect(list.compareDocumentPosition(accept) & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy();
  });

  it("says that records were not read, or that nothing is missing", async () => {
    const rehearsal = frozen();
    rehearsal.house.missing = null;
    await open(rehearsal, "settings", "journal");
    expect(await screen.findByText(/records have not all been read/)).toBeVisible();
  });

  it("is accepted with a note, once, on a fresh press", async () => {
    const user = userEvent.setup();
    const rehearsal = await open(frozen(), "settings", "journal");
    await user.click(await screen.findByRole("button", { name: "Accept this journal" }));
    const note = screen.getByLabelText("Note");
    expect(note).toHaveAccessibleDescription("Say what happened, and what you compared.");
    await waitFor(() => expect(note).toHaveFocus());
    await user.keyboard("  An older copy, two are missing ");
    await user.dblClick(screen.getByRole("button", { name: "Accept this journal" }));

    await waitFor(() => expect(screen.queryByRole("button", { name: "Accept this journal" })).toBeNull());
    expect(rehearsal.house.accepted).toEqual(["An older copy, two are missing"]);
    expect(screen.queryByText(/^Frozen:/)).toBeNull();
    expect(desk.said).toMatch(/was accepted.*Nothing was sent/);
    await waitFor(() => expect(screen.getByRole("heading", { name: "Journal" })).toHaveFocus());
  });

  it("says at the note that it is too long, and at the button what else went wrong", async () => {
    const user = userEvent.setup();
    const rehearsal = await open(frozen(), "settings", "journal");
    const note = await screen.findByLabelText("Note");
    rehearsal.house.frozen = "NOT_IN_CHAIN";
    rehearsal.member = "p3";
    await user.type(note, "Compared");
    await user.click(screen.getByRole("button", { name: "Accept this journal" }));
    expect(await screen.findByRole("alert")).toHaveTextContent(
      /Your role does not allow this.*Nothing was moved/,
    );
    expect(note).toHaveValue("Compared");
    expect(screen.getByRole("button", { name: "Accept this journal" })).not.toHaveAttribute("aria-disabled");
  });

  it("is shown to who may not accept it, with whom to ask", async () => {
    const rehearsal = frozen();
    rehearsal.member = "p3";
    await open(rehearsal, "settings", "journal");
    expect(await screen.findByText("Only those who may allocate can accept it")).toBeVisible();
    expect(screen.getAllByText(/Finance Analysts see figures/)[0]).toBeVisible();
    expect(screen.queryByLabelText("Note")).toBeNull();
  });

  it("refuses Add Balance with its reason, said once above every screen", async () => {
    await open(frozen());
    const [add] = await screen.findAllByRole("button", { name: /^Add Balance to Aldgate/ });
    expect(add).toHaveAttribute("aria-disabled", "true");
    expect(add).toHaveAccessibleDescription(
      /Nothing is sent until somebody who may allocate has accepted it/,
    );
    expect(screen.getByRole("link", { name: "Settings, Journal" })).toHaveAttribute(
      "href",
      "#/settings/journal",
    );
    expect(screen.queryByText("Read only")).toBeNull();
  });
});

describe("a damaged journal", () => {
  it("shows instead of the frame what happened, that no money moved, and the ways on", async () => {
    await open(damaged());
    expect(screen.getByRole("heading", { level: 1 })).toHaveTextContent(
      "The journal of Tamarind Hill Media is damaged",
    );
    expect(screen.getByText(/No money was moved by this, and nothing was sent/)).toBeVisible();
    expect(screen.getByText("journal.sqlite")).toBeVisible();
    expect(screen.getByText("/home/ottilie/.local/share/credit-desk/practice-1")).toBeVisible();
    expect(screen.queryByRole("navigation")).toBeNull();
    expect(document.title).toBe("Damaged journal – Credit Desk");
    expect(await axeFinds()).toEqual([]);
  });

  it("is set aside after a confirming step, and leads to the form that accepts the fresh one", async () => {
    const user = userEvent.setup();
    const rehearsal = await open(damaged());
    await user.click(screen.getByRole("button", { name: "Set the damaged journal aside" }));
    const dialog = within(screen.getByRole("dialog", { name: "Set the damaged journal aside" }));
    expect(dialog.getByText(/it is never deleted/)).toBeVisible();
    expect(dialog.getByRole("button", { name: "Cancel" })).toHaveFocus();
    await user.click(dialog.getByRole("button", { name: "Cancel" }));
    expect(screen.queryByRole("dialog")).toBeNull();
    expect(rehearsal.damaged).toBe("w1");

    await user.click(screen.getByRole("button", { name: "Set the damaged journal aside" }));
    await user.click(screen.getByRole("button", { name: "Set it aside" }));
    expect(await screen.findByRole("button", { name: "Accept this journal" })).toBeVisible();
    expect(location.hash).toBe("#/settings/journal");
    expect(
      screen.getByText("Frozen: this journal was begun after a damaged one was set aside"),
    ).toBeVisible();
    expect(screen.getAllByText(/journal\.sqlite\.damaged-20261117-154200/).length).toBeGreaterThan(1);
  });

  it("says why it was not set aside, and can be tried again", async () => {
    const user = userEvent.setup();
    const rehearsal = await open(damaged());
    await user.click(screen.getByRole("button", { name: "Set the damaged journal aside" }));
    rehearsal.damaged = undefined;
    await user.click(screen.getByRole("button", { name: "Set it aside" }));
    expect(await screen.findByRole("alert")).toHaveTextContent(
      "The journal can be opened, so it was not set aside. Nothing was moved.",
    );
    expect(screen.getByRole("button", { name: "Set it aside" })).not.toHaveAttribute("aria-disabled");
  });

  it("opens again once a good copy is in its place", async () => {
    const user = userEvent.setup();
    const rehearsal = await open(damaged());
    await user.click(screen.getByRole("button", { name: "Try again" }));
    expect(screen.getByRole("heading", { level: 1 })).toHaveTextContent("is damaged");
    rehearsal.damaged = undefined;
    await user.click(screen.getByRole("button", { name: "Try again" }));
    expect(await screen.findByRole("heading", { name: "Payment management" })).toBeVisible();
  });

  it("is no dead end: another workspace is one press away, and going to it says the same", async () => {
    const user = userEvent.setup();
    const rehearsal = await open(damaged());
    await user.click(await screen.findByRole("button", { name: "Sable & Wren" }));
    expect(await screen.findByRole("heading", { name: "Payment management" })).toBeVisible();
    expect(rehearsal.workspace).toBe("w3");
    await user.click(screen.getByRole("combobox", { name: "Workspace" }));
    await user.click(await screen.findByRole("option", { name: /Tamarind Hill Media/, hidden: true }));
    expect(await screen.findByRole("heading", { level: 1 })).toHaveTextContent("is damaged");
    // The workspace before is read again behind it, which changes nothing here.
    desk.changed();
    await waitFor(() => expect(desk.loadFault).toBeUndefined());
    expect(screen.getByRole("heading", { level: 1 })).toHaveTextContent("is damaged");
  });
});

describe("a broken chain", () => {
  function broken(): Rehearsal {
    const rehearsal = new Rehearsal();
    rehearsal.brokenAt = "417";
    rehearsal.readOnly = "BROKEN";
    return rehearsal;
  }

  it("says where it breaks, that all can be read, and what to do", async () => {
    await open(broken(), "settings", "journal");
    expect(await screen.findByText("The chain breaks at entry 417")).toBeVisible();
    expect(screen.getByText("Read only: the chain of the journal breaks at entry 417")).toBeVisible();
    expect(screen.getByText(/put the copy in its place/)).toBeVisible();
    expect(screen.queryByRole("button", { name: "Accept this journal" })).toBeNull();
    expect(await axeFinds()).toEqual([]);
  });

  it("is set aside from Settings", async () => {
    const user = userEvent.setup();
    await open(broken(), "settings", "journal");
    await user.click(await screen.findByRole("button", { name: "Set the damaged journal aside" }));
    await user.click(screen.getByRole("button", { name: "Set it aside" }));
    expect(await screen.findByRole("button", { name: "Accept this journal" })).toBeVisible();
    expect(screen.queryByText(/chain breaks/)).toBeNull();
  });

  it("is not set aside by who may not allocate", async () => {
    const rehearsal = broken();
    rehearsal.member = "p3";
    await open(rehearsal, "settings", "journal");
    expect(
      await screen.findByRole("button", { name: "Set the damaged journal aside" }),
    ).toHaveAccessibleDescription("Only those who may allocate can set it aside.");
  });

  it("is offered to be set aside when a check finds it only then", async () => {
    const user = userEvent.setup();
    const rehearsal = new Rehearsal();
    rehearsal.house.result = "DAMAGED";
    await open(rehearsal, "settings");
    await user.click(await screen.findByRole("button", { name: "Check journal" }));
    const aside = await screen.findByRole("button", { name: "Set the damaged journal aside" });
    await waitFor(() => expect(aside).not.toHaveAttribute("aria-disabled"));
  });
});
