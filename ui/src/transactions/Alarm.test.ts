// An alarm: what it says, where it leads, who may say to have seen it, and that it stays.
import { render, screen, waitFor, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { beforeEach, expect, it, vi } from "vitest";
import { use } from "../backend";
import type { StateWord } from "../bindings";
import { desk } from "../frame/desk.svelte";
import { Rehearsal } from "../rehearsal/rehearsal";
import Screen from "./Screen.svelte";

vi.setConfig({ testTimeout: 30_000 });
let rehearsal: Rehearsal;
let stop: () => void;

async function open(state: StateWord, member = "p1", rest = ["70"], refused = false) {
  rehearsal = new Rehearsal();
  rehearsal.history.outcomes.refused = refused;
  rehearsal.member = member;
  rehearsal.alarms = [{ number: "70", state }];
  use(rehearsal.backend());
  stop();
  stop = desk.start();
  await waitFor(() => expect(desk.view?.alarms).toEqual(rehearsal.alarms));
  return render(Screen, { rest });
}

beforeEach(() => {
  location.hash = "";
  desk.said = undefined;
  desk.fault = undefined;
  stop = () => undefined;
});

it("says of a contradiction what was recorded, what appeared, what it means and what to do", async () => {
  await open("CONTRADICTED");
  const alert = await screen.findByRole("alert");
  expect(alert).toHaveTextContent("Contradiction: taken as not executed, and executed all the same");
  expect(alert).toHaveTextContent(/was closed as not executed by Ottilie Brandt.*7573690412258810149 shows/);
  const part = (name: string) => screen.getByRole("region", { name });
  expect(part("What was recorded")).toHaveTextContent("Closed as not executed, by Ottilie Brandt, entry 302");
  expect(part("What was recorded")).toHaveTextContent("Reason given: “Nothing on TikTok’s page.”");
  expect(part("Which record appeared")).toHaveTextContent("7573690412258810149");
  expect(part("What it means for the money")).toHaveTextContent("the account received it twice");
  const since = within(part("What it means for the money")).getAllByRole("link");
  expect(since[0]).toHaveAttribute("href", "#/transactions/146/record");
  expect(part("What to do now")).toHaveTextContent("Open TikTok’s Transactions page");
});

it("says of one that TikTok refused that it was executed all the same", async () => {
  await open("CONTRADICTED", "p1", ["70"], true);
  expect(await screen.findByRole("alert")).toHaveTextContent(/was refused by TikTok with code 40001/);
  expect(screen.getByRole("region", { name: "What it means for the money" })).toHaveTextContent(
    "TikTok said no, so the request may have reached it twice on the way.",
  );
});

it("says of one record too many that it may be there twice", async () => {
  await open("DUPLICATE_SUSPECTED");
  const alert = await screen.findByRole("alert");
  expect(alert).toHaveTextContent("Perhaps allocated twice");
  const means = screen.getByRole("region", { name: "What it means for the money" });
  expect(means).toHaveTextContent("Credit Desk sent one request.");
  expect(within(means).queryByRole("link")).toBeNull();
});

it("is quiet once a person has said to have seen it, with a note, and stays", async () => {
  await open("CONTRADICTED");
  const user = userEvent.setup();
  const button = await screen.findByRole("button", { name: "I have seen this" });
  await user.click(button);
  expect(screen.getByText("Say what you found out, or whom you told.")).toBeInTheDocument();
  expect(rehearsal.history.seen).toBeNull();
  await user.type(screen.getByRole("textbox", { name: "Note" }), "Told the account team");
  await user.click(button);
  expect(await screen.findByText(/^Seen by Ottilie Brandt/)).toBeInTheDocument();
  expect(screen.getByText("“Told the account team”")).toBeInTheDocument();
  expect(screen.queryByRole("alert")).toBeNull();
  await waitFor(() => expect(desk.view?.alarms).toEqual([]));
  expect(screen.getByRole("region", { name: "What was recorded" })).toHaveTextContent(
    "Alarm seen, by Ottilie Brandt",
  );
  expect(screen.getByRole("heading", { level: 2, name: /^Contradiction/ })).toBeInTheDocument();
});

it("tells those who may not say so why", async () => {
  await open("CONTRADICTED", "p3");
  const button = await screen.findByRole("button", { name: "I have seen this" });
  expect(button).toHaveAttribute("aria-disabled", "true");
  expect(button).toHaveAccessibleDescription(/Only those who may allocate.*Ottilie Brandt/);
});

it("keeps every recorded field one step away", async () => {
  await open("CONTRADICTED", "p1", ["70", "record"]);
  const detail = await screen.findByRole("complementary", { name: "Allocation 70" });
  expect(detail).toHaveTextContent("Record that contradicts it 7573690412258810149");
});

it.each(["CONTRADICTED", "DUPLICATE_SUSPECTED"] as const)("axe finds nothing, %s", async (state) => {
  const { container } = await open(state);
  await screen.findByRole("alert");
  const result = await axe.run(container, { rules: { "color-contrast": { enabled: false } } });
  expect(result.violations.map((one) => `${one.id}: ${one.nodes[0]?.html ?? ""}`)).toEqual([]);
});
