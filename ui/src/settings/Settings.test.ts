// Settings: switches with their reasons, the journal in words, appearance, and a window that may only read.
import { render, screen, waitFor } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { use } from "../backend";
import type { CheckResult } from "../bindings";
import { desk } from "../frame/desk.svelte";
import { Rehearsal } from "../rehearsal/rehearsal";
import Screen from "./Screen.svelte";

let rehearsal: Rehearsal;
let stop: () => void = () => undefined;

async function open(change: (rehearsal: Rehearsal) => void = () => undefined) {
  rehearsal = new Rehearsal();
  change(rehearsal);
  use(rehearsal.backend());
  stop();
  stop = desk.start();
  await waitFor(() => expect(desk.view?.readOnly).toBe(rehearsal.readOnly));
  const rendered = render(Screen);
  await screen.findByText("Tamarind Hill Media");
  return rendered;
}

beforeEach(() => {
  desk.said = undefined;
  desk.fault = undefined;
});

describe("roles", () => {
  it("switches, and explains each switch", async () => {
    await open();
    const strict = screen.getByRole("switch", { name: "Admins also need Finance Manager" });
    expect(strict).toHaveAttribute("aria-checked", "false");
    expect(strict).toHaveAccessibleDescription(/stricter reading/);
    await userEvent.click(strict);
    await waitFor(() => expect(strict).toHaveAttribute("aria-checked", "true"));
    expect(rehearsal.house.switches.get("STRICT_ADMIN")).toBe(true);
  });

  it("sets no switch while TikTok cannot say the role, and says so until one is set", async () => {
    await open((one) => (one.mood = "offline"));
    const strict = screen.getByRole("switch", { name: "Admins also need Finance Manager" });
    await userEvent.click(strict);
    expect(await screen.findByRole("alert")).toHaveTextContent(
      /cannot be set now, and none was changed.*role is read from TikTok.*could not be reached/,
    );
    expect(strict).toHaveAttribute("aria-checked", "false");
    expect(rehearsal.house.switches.get("STRICT_ADMIN")).toBe(false);
    rehearsal.mood = "fresh";
    await userEvent.click(strict);
    await waitFor(() => expect(strict).toHaveAttribute("aria-checked", "true"));
    expect(screen.queryByRole("alert")).toBeNull();
  });

  it("locks the switches for who may not change them, and says why", async () => {
    await open((one) => (one.member = "p3"));
    const roles = screen.getByRole("switch", { name: "Finance roles apply" });
    expect(roles).toHaveAttribute("aria-disabled", "true");
    expect(roles).toHaveAccessibleDescription(/Ask an Admin/);
    await userEvent.click(roles);
    expect(rehearsal.house.switches.get("FINANCE_ROLES_APPLY")).toBe(true);
  });

  it("sends an Admin without the Finance Manager role to the other Admins", async () => {
    await open((one) => one.house.switches.set("STRICT_ADMIN", true));
    const strict = screen.getByRole("switch", { name: "Admins also need Finance Manager" });
    expect(strict).toHaveAttribute("aria-disabled", "true");
    expect(strict).toHaveAccessibleDescription(/Ask another Admin: Greta .* or Ines Castellanos\./);
    expect(strict).not.toHaveAccessibleDescription(/Ottilie Brandt/);
  });
});

describe("the journal", () => {
  it.each<[CheckResult, RegExp]>([
    ["WHOLE", /Nothing is missing and nothing was changed\..*612 entries/],
    ["WHOLE_UNGUARDED", /nothing outside guards it/],
    ["BROKEN", /does not fit the one before it\..*entry 417/],
    ["DAMAGED", /The file is damaged\..*cannot be read/],
    ["HEAD_NOT_FOUND", /cut, rewritten, or replaced by an older copy/],
    ["HEAD_UNREADABLE", /cannot be read\..*cannot be told/],
    ["TOTALS_DIFFER", /differ from what the entries say\..*The chain itself is whole/],
  ])("says %s in words", async (result, words) => {
    await open((one) => (one.house.result = result));
    expect(screen.getByText("Not checked since the program started")).toBeInTheDocument();
    await userEvent.click(screen.getByRole("button", { name: "Check journal" }));
    await screen.findByRole("button", { name: "Check again" });
    expect(screen.getByRole("status")).toHaveTextContent(words);
  });

  it("copies its head", async () => {
    await open();
    const user = userEvent.setup();
    const write = vi.spyOn(navigator.clipboard, "writeText").mockResolvedValue();
    await user.click(screen.getByRole("button", { name: "Copy head" }));
    expect(write).toHaveBeenCalledWith(`612 ${"9f3c".repeat(16)}`);
    expect(desk.said).toMatch(/head of the journal was copied/);
  });

  it.each([
    ["UNGUARDED", /^Missing: cuts and old copies/],
    ["NOT_WRITTEN", /^The newest could not be written/],
  ] as const)("says what %s means", async (guard, words) => {
    await open((one) => (one.house.guard = guard));
    expect(screen.getByText(words)).toBeInTheDocument();
  });

  it("locks the switches while nothing can be written, and says why", async () => {
    await open((one) => (one.readOnly = "SECOND_INSTANCE"));
    expect(screen.getByRole("switch", { name: "Finance roles apply" })).toHaveAttribute(
      "aria-disabled",
      "true",
    );
    expect(screen.getByText(/while this window may only read/)).toBeInTheDocument();
  });
});

describe("appearance", () => {
  it("keeps theme and row height at once", async () => {
    await open();
    await userEvent.click(screen.getByRole("radio", { name: "Dark" }));
    expect(document.documentElement.dataset["theme"]).toBe("dark");
    await waitFor(() => expect(screen.getByRole("radio", { name: "Dark" })).toBeChecked());
    await userEvent.click(screen.getByRole("radio", { name: "Compact" }));
    await waitFor(() =>
      expect(rehearsal.house.appearance).toMatchObject({ theme: "DARK", density: "COMPACT" }),
    );
    expect(screen.getByRole("combobox", { name: "Language" })).toHaveTextContent("English");
  });
});

it("has nothing wrong for assistive technology", async () => {
  const { container } = await open((one) => (one.readOnly = "SECOND_INSTANCE"));
  const result = await axe.run(container, { rules: { "color-contrast": { enabled: false } } });
  expect(result.violations.map((one) => one.id)).toEqual([]);
});
