// Users: every member with the reason, whether finance roles apply, and what each role may do.
import { render, screen, waitFor, within } from "@testing-library/svelte";
import axe from "axe-core";
import { describe, expect, it } from "vitest";
import { use } from "../backend";
import { desk } from "../frame/desk.svelte";
import { Rehearsal } from "../rehearsal/rehearsal";
import Screen from "./Screen.svelte";

function open(change: (rehearsal: Rehearsal) => void = () => undefined) {
  const rehearsal = new Rehearsal();
  change(rehearsal);
  use(rehearsal.backend());
  return render(Screen);
}

function rowOf(text: string): HTMLElement {
  const row = screen.getByText(text).closest("tr");
  if (row === null) throw new Error(text);
  return row;
}

describe("the members", { timeout: 30_000 }, () => {
  it("says who may, who views, who may not, and why", async () => {
    open();
    await screen.findByRole("table", { name: "Members" });
    expect(rowOf("ottilie@tamarindhill.example")).toHaveTextContent(
      /you.*Admin.*May allocate.*Admins may allocate\./,
    );
    expect(rowOf("wen@tamarindhill.example")).toHaveTextContent(/Finance Analyst.*Views only/);
    expect(rowOf("sam@tamarindhill.example")).toHaveTextContent(
      /Standard.*none.*May not.*Ask an Admin: Ottilie Brandt/,
    );
    expect(rowOf("new.colleague@tamarindhill.example")).toHaveTextContent(
      /invited.*May not.*not yet a member/,
    );
  });

  it("marks only the acting person, and makes hidden characters of a name visible", async () => {
    open((one) => (one.member = "p2"));
    await screen.findByRole("table", { name: "Members" });
    expect(screen.getAllByText("you")).toHaveLength(1);
    expect(rowOf("farid@tamarindhill.example")).toHaveTextContent("you");
    expect(rowOf("greta@tamarindhill.example")).toHaveTextContent("U+202E");
  });

  it("says that only Admins may where finance roles do not apply", async () => {
    open((one) => (one.workspace = "w3"));
    expect(
      await screen.findByText("Finance roles do not apply in this Business Center."),
    ).toBeInTheDocument();
    expect(rowOf("farid@tamarindhill.example")).toHaveTextContent(/May not/);
  });
});

describe("what each role may do", () => {
  it("lets nobody return ad credit", async () => {
    open();
    const matrix = await screen.findByRole("table", { name: "What each role may do" });
    expect(within(matrix).getByText("Nobody, in no role. An allocation is final.")).toHaveAttribute(
      "colspan",
      "4",
    );
    const allocate = within(matrix).getByText("Add Balance: allocate ad credit").closest("tr");
    expect(allocate?.textContent.replaceAll(/\s+/g, " ")).toMatch(/Yes ?Yes ?No ?No/);
  });
});

describe("states of the page", { timeout: 30_000 }, () => {
  it("shows its age when stale, and why when it cannot be read", async () => {
    const { unmount } = open((one) => (one.mood = "offline"));
    expect(await screen.findByText(/^Offline, showing figures of/)).toBeInTheDocument();
    unmount();
    open((one) => (one.mood = "broken"));
    expect(await screen.findByRole("alert")).toHaveTextContent("Nothing was moved.");
  });

  it("has nothing wrong for assistive technology", async () => {
    const { container } = open();
    await screen.findByRole("table", { name: "Members" });
    await waitFor(() => expect(container.querySelector("[aria-busy='true']")).toBeNull());
    expect(desk.fault).toBeUndefined();
    const result = await axe.run(container, { rules: { "color-contrast": { enabled: false } } });
    expect(result.violations.map((one) => one.id)).toEqual([]);
  });
});
