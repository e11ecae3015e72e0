// An outcome that is not known: what is said of it, by what is known; how it is settled, by itself and by a person.
import { render, screen, waitFor, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { beforeEach, describe, expect, it } from "vitest";
import { use } from "../backend";
import { desk } from "../frame/desk.svelte";
import { Rehearsal } from "../rehearsal/rehearsal";
import Screen from "./Screen.svelte";

let rehearsal: Rehearsal;
let stop: () => void;

async function open(change: (rehearsal: Rehearsal) => void = () => undefined) {
  rehearsal = new Rehearsal();
  rehearsal.unknown = ["148"];
  change(rehearsal);
  use(rehearsal.backend());
  stop();
  stop = desk.start();
  await waitFor(() => expect(desk.view?.unknown).toEqual(rehearsal.unknown));
  const page = render(Screen, { rest: ["148"] });
  await screen.findByText("What was sent");

  return page;
}

function card(name: string): HTMLElement {
  return screen.getByRole("region", { name });
}

beforeEach(() => {
  location.hash = "";
  desk.said = undefined;
  desk.fault = undefined;
  stop = () => undefined;
});

describe("what is said", { timeout: 30_000 }, () => {
  it("is not to repeat, what was sent, what the records say, and offers no way to send", async () => {
    await open();
    expect(screen.getByRole("heading", { name: "Outcome unknown – do not repeat" })).toBeInTheDocument();
    expect(
      screen.getByText(/^You need not do anything. Next look in TikTok’s records at 10:48, in 6.min/),
    ).toBeInTheDocument();
    expect(screen.getByText("The connection was lost; the request may have left.")).toBeInTheDocument();
    expect(screen.getByText("24,790.00", { selector: "td:nth-child(2)" })).toBeInTheDocument();
    expect(
      screen.getByText(
        (_, element) =>
          element?.textContent.replaceAll("\u00A0", " ") ===
          "Records usually appear within 40 s; the slowest of 146 took 6 min 10 s. Waiting for 9 min.",
      ),
    ).toBeInTheDocument();
    const names = screen.getAllByRole("button").map((one) => one.textContent.trim());
    expect(names.sort()).toEqual(["Close as not executed", "Look now", "Record as allocated"]);
  });

  it("lists the looks made, the next one and those planned", async () => {
    await open();
    const looks = screen.getByRole("list", { name: "Looks made and planned" });
    const items = within(looks)
      .getAllByRole("listitem")
      .map((one) => one.textContent.replace(/\s+/g, " ").trim());
    expect(items).toEqual([
      "10:33:09 no match",
      "10:33:12 no match",
      "10:33:22 no match",
      "10:34:07 no match",
      "10:38 no match",
      "10:48 next look, in 6 min",
      "11:33",
      "16:33",
      "18 Nov 10:33 then daily",
    ]);
  });

  it("says when TikTok could not be read", async () => {
    await open((one) => (one.history.outcomes.unreadable = true));
    const looks = screen.getByRole("list", { name: "Looks made and planned" });
    expect(within(looks).getByText("not read")).toBeInTheDocument();
  });

  it.each([
    [
      "NOTHING",
      "Nothing proves it yet. That is no proof of the contrary: records can appear late.",
      /^Nothing speaks for it so far/,
      /No record into the account matches, though none so far took longer than 6.min 10.s/,
    ],
    [
      "ONE_UNCLEAR",
      "One record matches, but the Business Center’s ad credit does not confirm it: something else moved as well. A person has to judge.",
      /A record of 1,200.00 USD into the account.*out of the Business Center.*holds more than before/,
      /Somebody else may have moved 1,200.00 USD to this account.*proves neither/,
    ],
    [
      "SEVERAL",
      "Several records match, and none can be told apart as this one.",
      /2 records of 1,200.00 USD into the account/,
      /Somebody else may have moved/,
    ],
    [
      "SECOND_LIST_DENIES",
      "One record matches, but TikTok’s second list does not show it. A person has to judge.",
      /The Business Center’s ad credit fell by 1,200.00 USD, and nothing else that is known explains it/,
      /TikTok’s second list does not show it/,
    ],
    [
      "NEVER_LOOKED",
      "TikTok’s records have not been looked at yet, since Credit Desk was opened.",
      /^Nothing speaks for it so far/,
      /TikTok’s records have not been looked at yet/,
    ],
  ] as const)("explains %s both ways", async (evidence, why, executed, not) => {
    await open((one) => (one.history.outcomes.evidence = evidence));
    expect(screen.getByText(why)).toBeInTheDocument();
    const text = (name: string) => card(name).textContent.replace(name, "").replace(/\s+/g, " ").trim();
    expect(text("It was executed")).toMatch(executed);
    expect(text("It was not executed, or not yet")).toMatch(not);
  });

  it("says that nothing is looked up by itself where the window may only read", async () => {
    await open((one) => (one.readOnly = "SECOND_INSTANCE"));
    expect(
      screen.getByText("This window may only read, so nothing is looked up by itself."),
    ).toBeInTheDocument();
    expect(screen.queryByText(/settles it/)).toBeNull();
  });

  it.each(["NOTHING", "SEVERAL"] as const)("axe finds nothing, with %s", async (evidence) => {
    const { container } = await open((one) => (one.history.outcomes.evidence = evidence));
    const result = await axe.run(container, { rules: { "color-contrast": { enabled: false } } });
    expect(result.violations.map((one) => `${one.id}: ${one.nodes[0]?.html ?? ""}`)).toEqual([]);
  });
});

describe("what settles it", { timeout: 30_000 }, () => {
  it("is not a look that proves nothing", async () => {
    await open();
    const looks = screen.getByRole("list", { name: "Looks made and planned" });
    await userEvent.click(screen.getByRole("button", { name: "Look now" }));
    await waitFor(() =>
      expect(desk.said).toBe("Looked in TikTok’s records just now: nothing proves it yet."),
    );
    expect(within(looks).getByText("1 look before")).toBeInTheDocument();
    expect(rehearsal.history.closed).toEqual([]);
  });

  it("is a look that finds the proof: the view turns into what became of it", async () => {
    await open((one) => (one.history.outcomes.proves = true));
    await userEvent.click(screen.getByRole("button", { name: "Look now" }));
    expect(
      await screen.findByRole("heading", { name: "Allocated, found in TikTok’s records" }),
    ).toBeInTheDocument();
    expect(screen.getByRole("status")).toHaveTextContent(
      /^.*TikTok’s record 7573690412258814818, made .*, proves that it was executed.* 1,200.00 USD moved to Hazel & Loam, once and for good/,
    );
    expect(desk.said).toBe("TikTok’s records prove it: allocation 148 is settled.");
    expect(screen.getByRole("link", { name: "All recorded fields" })).toHaveAttribute(
      "href",
      "#/transactions/148/record",
    );
    await userEvent.click(screen.getByRole("button", { name: "Receipt" }));
    expect(screen.getByRole("dialog", { name: "Receipt" })).toHaveTextContent("proves it");
  });

  it("can happen by itself while a person looks on", async () => {
    await open();
    rehearsal.history.prove("148");
    expect(
      await screen.findByRole("heading", { name: "Allocated, found in TikTok’s records" }),
    ).toBeInTheDocument();
    expect(screen.queryByRole("button", { name: "Look now" })).toBeNull();
  });

  it("can be a person who names a record and says what was seen", async () => {
    await open((one) => (one.history.outcomes.evidence = "ONE_UNCLEAR"));
    const user = userEvent.setup();
    await user.click(screen.getByRole("button", { name: "Use 7573690412258810148" }));
    expect(screen.getByRole("textbox", { name: "TikTok transaction ID" })).toHaveValue("7573690412258810148");
    await user.click(screen.getByRole("button", { name: "Record as allocated" }));
    expect(screen.getByText("Say what you saw, and where.")).toBeInTheDocument();
    expect(rehearsal.history.closed).toEqual([]);

    await user.type(screen.getByRole("textbox", { name: "Note" }), "Seen on the Transactions page");
    await user.click(screen.getByRole("button", { name: "Record as allocated" }));
    await waitFor(() =>
      expect(rehearsal.history.closed).toEqual([
        {
          number: "148",
          executed: true,
          lookedThere: false,
          transactionId: "7573690412258810148",
          note: "Seen on the Transactions page",
        },
      ]),
    );
    expect(await screen.findByRole("heading", { name: "Recorded as allocated" })).toBeInTheDocument();
  });
});

describe("that it was not executed", { timeout: 30_000 }, () => {
  it("cannot be said too early", async () => {
    await open();
    const early = screen.getByRole("button", { name: "Close as not executed" });
    expect(early).toHaveAttribute("aria-disabled", "true");
    expect(early).toHaveAccessibleDescription(
      /^Possible from 10:48, if by then no record matches.*Otherwise from 18.Nov, 10:33\./,
    );
    expect(screen.getByText("Wait until 10:48")).toBeInTheDocument();
  });

  it("is soon only said by somebody who has looked on TikTok’s page", async () => {
    await open((one) => (one.history.outcomes.wait = "NOW_IF_LOOKED"));
    const user = userEvent.setup();
    await user.click(screen.getByRole("button", { name: "Close as not executed" }));
    await user.type(screen.getByRole("textbox", { name: "Note" }), "Not there");
    await user.click(screen.getByRole("button", { name: "Close as not executed" }));
    expect(screen.getByText("Tick the box once you have looked.")).toBeInTheDocument();
    expect(rehearsal.history.closed).toEqual([]);
    await user.click(screen.getByRole("checkbox"));
    await user.click(screen.getByRole("button", { name: "Close as not executed" }));
    await waitFor(() =>
      expect(rehearsal.history.closed).toEqual([
        { number: "148", executed: false, lookedThere: true, transactionId: null, note: "Not there" },
      ]),
    );
    expect(await screen.findByRole("heading", { name: "Closed as not executed" })).toBeInTheDocument();
  });

  it("needs no tick once records had time enough", async () => {
    await open((one) => (one.history.outcomes.wait = "NOW"));
    const user = userEvent.setup();
    await user.click(screen.getByRole("button", { name: "Close as not executed" }));
    expect(screen.queryByRole("checkbox")).toBeNull();
    await user.type(screen.getByRole("textbox", { name: "Note" }), "Not there");
    await user.click(screen.getByRole("button", { name: "Close as not executed" }));
    await waitFor(() =>
      expect(rehearsal.history.closed).toMatchObject([{ executed: false, lookedThere: false }]),
    );
  });

  it("is only said by somebody who has looked, where a record speaks against it", async () => {
    await open((one) => {
      one.history.outcomes.wait = "NOW_IF_LOOKED";
      one.history.outcomes.evidence = "ONE_UNCLEAR";
    });
    expect(
      screen.getByText(/^Records had time enough, but a record or a balance speaks against it/),
    ).toBeInTheDocument();
    await userEvent.click(screen.getByRole("button", { name: "Close as not executed" }));
    expect(screen.getByRole("checkbox")).toBeInTheDocument();
  });

  it("cannot be said sooner where something moved", async () => {
    await open((one) => (one.history.outcomes.evidence = "ONE_UNCLEAR"));
    expect(screen.getByRole("button", { name: "Close as not executed" })).toHaveAccessibleDescription(
      /^Possible from 18.Nov, 10:33\. Not sooner, because/,
    );
  });

  it("is not for those who may not allocate, who read why and whom to ask", async () => {
    await open((one) => (one.member = "p3"));
    const record = screen.getByRole("button", { name: "Record as allocated" });
    expect(record).toHaveAttribute("aria-disabled", "true");
    expect(record).toHaveAccessibleDescription(/Finance Analysts see figures and history.*Ottilie Brandt/);
    await userEvent.click(record);
    expect(screen.queryByRole("textbox")).toBeNull();
  });
});
