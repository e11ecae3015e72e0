// The rules of committing, in the whole window: nothing moves before the review, Cancel has the focus there, one press
// makes one allocation, closing says that nothing was moved, and every outcome is said in its exact words.
import { fireEvent, screen, waitFor, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import type { AnswerWord, UnknownReason } from "../bindings";
import { axeFinds, open } from "../rehearsal/open";
import { Rehearsal, type Next } from "../rehearsal/rehearsal";
import { adding } from "./adding.svelte";

const coffee = "Aldgate Coffee, 7318440217700000000";
const hazel = "Hazel & Loam, 7318442099173042117";
const finality =
  "This cannot be undone. Ad credit moved to an ad account cannot be returned to the Business Center or moved to another account.";

async function begin(rehearsal = new Rehearsal(), account = coffee) {
  const user = userEvent.setup();
  await open(rehearsal);
  await user.click(await screen.findByRole("button", { name: `Add Balance to ${account}` }));
  const dialog = within(await screen.findByRole("dialog", { name: "Add Balance" }));
  const amount = await dialog.findByRole("textbox", { name: "Amount" });

  return { user, dialog, amount, rehearsal };
}

const read = "I have read the restrictions";

/** A review whose restrictions were read, as every credit here that is preselected wants. */
async function review(rehearsal?: Rehearsal, account?: string) {
  const begun = await begin(rehearsal, account);
  await begun.user.type(begun.amount, "500.00");
  await begun.user.click(begun.dialog.getByRole("button", { name: "Review" }));
  const allocate = await begun.dialog.findByRole("button", { name: "Allocate 500.00 USD" });
  await begun.user.click(begun.dialog.getByRole("checkbox", { name: read }));

  return { ...begun, allocate };
}

/** A paragraph as it is read, its names in elements of their own. */
function paragraph(says: RegExp) {
  return (_: string, element: Element | null) =>
    element?.tagName === "P" && says.test(element.textContent.trim());
}

it("starts at the amount, with the credit that ends first", async () => {
  const { dialog, amount } = await begin();
  expect(amount).toHaveFocus();
  expect(dialog.getByRole("combobox", { name: "Credit" })).toHaveTextContent("Autumn reach grant");
  expect(dialog.getByRole("textbox", { name: "Note" })).toBeInTheDocument();
  expect(dialog.getByRole("button", { name: "Cancel" })).toBeInTheDocument();
});

it("checks while typing, with one reason about the amount", async () => {
  const { user, dialog, amount } = await begin();
  await user.type(amount, "5000");
  expect(await dialog.findByText("5000 is more than the 3,150.00 left in this credit.")).toBeInTheDocument();
  expect(amount).toBeInvalid();
  await user.clear(amount);
  await user.type(amount, "500");
  expect(await dialog.findByText(/^500.00 is within the credit/)).toBeInTheDocument();
  expect(amount).not.toBeInvalid();
});

it("says nothing of TikTok’s minimum before it was told, and holds the amount to it afterwards", async () => {
  const rehearsal = new Rehearsal();
  const { user, dialog, amount } = await begin(rehearsal);
  await user.type(amount, "5");
  expect(
    await dialog.findByText(
      /^5.00 is within the credit.*; what TikTok takes at least is read for the review$/,
    ),
  ).toBeInTheDocument();
  rehearsal.allocating.minimum = 1000n;
  await user.type(amount, "0");
  expect(
    await dialog.findByText(/^50.00 is within.*, and no less than TikTok takes \(10.00\)$/),
  ).toBeVisible();
  await user.clear(amount);
  await user.type(amount, "5");
  expect(await dialog.findByText("TikTok takes no less than 10.00 for this account.")).toBeVisible();
  expect(dialog.queryByText(/is within the credit/)).toBeNull();
});

it("reviews on Enter in the amount, and commits nothing by it", async () => {
  const { user, dialog, amount, rehearsal } = await begin();
  await user.type(amount, "500.00{Enter}");
  await dialog.findByRole("button", { name: "Allocate 500.00 USD" });
  const cancel = dialog.getByRole("button", { name: "Cancel" });
  expect(cancel).toHaveFocus();
  // The key is still held down: it repeats on what has the focus now.
  expect(await fireEvent.keyDown(cancel, { key: "Enter", repeat: true })).toBe(false);
  expect(rehearsal.committed).toEqual([]);
  expect(screen.getByRole("dialog")).toBeInTheDocument();
});

it("says in one sentence what moves, and that it is final", async () => {
  const { dialog, allocate } = await review();
  expect(
    dialog.getByText(
      (_, element) =>
        element?.textContent ===
        "Move 500.00 USD of ad credit Autumn reach grant from Tamarind Hill Media to Aldgate Coffee, 7318440217700000000, for good.",
      { selector: "p" },
    ),
  ).toBeInTheDocument();
  expect(allocate).toHaveAccessibleDescription(finality);
  expect(
    dialog.getByRole("row", { name: /Aldgate Coffee ad credit in the account 1,275.50 \+500.00 1,775.50/ }),
  );
  expect(dialog.getByText("Campaigns keep running on cash, then on the credit line.")).toBeInTheDocument();
  expect(dialog.getByText(/^Valid for auction campaigns/)).toBeInTheDocument();
});

it("makes one allocation of a double click", async () => {
  const { user, dialog, allocate, rehearsal } = await review();
  await user.dblClick(allocate);
  expect(await dialog.findByText("Allocated")).toBeInTheDocument();
  expect(rehearsal.committed).toHaveLength(1);
  expect(dialog.getByText("7573690412258817025 at TikTok")).toBeInTheDocument();
  expect(dialog.getByRole("button", { name: "Done" })).toHaveFocus();
});

it("commits by key on the focused button", async () => {
  const { user, dialog, allocate, rehearsal } = await review();
  allocate.focus();
  await user.keyboard("{Enter}");
  expect(await dialog.findByText("Allocated")).toBeInTheDocument();
  expect(rehearsal.committed).toHaveLength(1);
});

it("cannot be closed while sending", async () => {
  const rehearsal = new Rehearsal();
  let free: () => void = () => undefined;
  rehearsal.hold = new Promise((resolve) => (free = resolve));
  const { user, dialog, allocate } = await review(rehearsal);
  await user.click(allocate);
  expect(await dialog.findByRole("button", { name: "Sending…" })).toHaveAttribute("aria-disabled", "true");
  await user.click(dialog.getByRole("button", { name: "Cancel" }));
  await user.keyboard("{Escape}");
  expect(screen.getByRole("dialog")).toBeInTheDocument();
  free();
  expect(await dialog.findByText("Allocated")).toBeInTheDocument();
});

it.each(["Cancel", "Close, nothing is moved"])("says that nothing was moved, closed by %s", async (name) => {
  const { user, dialog, rehearsal } = await review();
  await user.click(dialog.getByRole("button", { name }));
  expect(screen.queryByRole("dialog")).toBeNull();
  expect(await screen.findByText("Nothing was moved.")).toBeInTheDocument();
  expect(rehearsal.committed).toEqual([]);
});

it("says that nothing was moved, closed by Escape, and gives the focus back", async () => {
  const { user } = await review();
  await user.keyboard("{Escape}");
  expect(await screen.findByText("Nothing was moved.")).toBeInTheDocument();
  expect(screen.getByRole("button", { name: `Add Balance to ${coffee}` })).toHaveFocus();
});

it("wants restrictions that only a person can check read first, and says so on the receipt", async () => {
  const { user, dialog, allocate, rehearsal } = await review();
  await user.click(dialog.getByRole("checkbox", { name: read }));
  expect(allocate).toHaveAttribute("aria-disabled", "true");
  expect(dialog.getByText("Tick each box above first.")).toBeVisible();
  await user.click(allocate);
  expect(rehearsal.committed).toEqual([]);
  await user.click(dialog.getByRole("checkbox", { name: read }));
  await user.click(allocate);
  expect(await dialog.findByText("Allocated")).toBeInTheDocument();
  expect(rehearsal.committed).toEqual([["r1", ["RESTRICTIONS_IN_WORDS"]]]);
  expect(
    dialog.getByText(`Only you can check the restrictions of this credit. ${read}.`),
  ).toBeInTheDocument();
});

it("asks for no such thing of a credit without restrictions", async () => {
  const rehearsal = new Rehearsal();
  const [first] = rehearsal.balances.credits;
  if (first !== undefined) first.restrictions = "";
  const { user, dialog, amount } = await begin(rehearsal);
  await user.type(amount, "500.00{Enter}");
  expect(await dialog.findByRole("button", { name: "Allocate 500.00 USD" })).not.toHaveAttribute(
    "aria-disabled",
  );
  expect(dialog.queryByRole("checkbox")).toBeNull();
});

it("wants a look-alike compared first", async () => {
  const { user, dialog, allocate, rehearsal } = await review(new Rehearsal(), hazel);
  expect(allocate).toHaveAttribute("aria-disabled", "true");
  await user.click(allocate);
  expect(rehearsal.committed).toEqual([]);
  await user.click(dialog.getByRole("checkbox", { name: "I compared the IDs" }));
  await user.click(allocate);
  expect(await dialog.findByText("Allocated")).toBeInTheDocument();
  expect(rehearsal.committed).toEqual([["r1", ["RESTRICTIONS_IN_WORDS", "SIMILAR_NAME"]]]);
  expect(dialog.getByText(/Another account has nearly this name. I compared the IDs.$/)).toBeInTheDocument();
});

it("returns to a new review when something changed, and sends nothing by itself", async () => {
  const rehearsal = new Rehearsal();
  rehearsal.next = "RETURNED";
  const { user, dialog, allocate } = await review(rehearsal);
  await user.click(allocate);
  expect(await dialog.findByText("Something changed since your review")).toBeInTheDocument();
  expect(dialog.getByText("changed")).toBeInTheDocument();
  expect(dialog.getByRole("button", { name: "Cancel" })).toHaveFocus();
  expect(rehearsal.committed).toHaveLength(1);
  await user.click(dialog.getByRole("button", { name: "Allocate 500.00 USD" }));
  expect(await dialog.findByText("Allocated")).toBeInTheDocument();
  expect(rehearsal.committed.map(([id]) => id)).toEqual(["r1", "r2"]);
});

it("says which Admins to ask when the role was lost since the review, and sends nothing", async () => {
  const rehearsal = new Rehearsal();
  rehearsal.next = "ROLE_LOST";
  const { user, dialog, allocate } = await review(rehearsal);
  await user.click(allocate);
  const changed = await dialog.findByText(/Nothing was recorded and nothing was moved\./);
  expect(changed).toHaveTextContent(/your role, whether it is allowed/);
  expect(dialog.getByText(/no finance role here\. Ask an Admin: Greta .* or Ines Castellanos/)).toBeVisible();
  expect(dialog.queryByText(/40001/)).toBeNull();
  const again = dialog.getByRole("button", { name: "Allocate 500.00 USD" });
  expect(again).toHaveAttribute("aria-disabled", "true");
  await user.click(again);
  expect(rehearsal.committed).toHaveLength(1);
});

it.each<[Next, string, RegExp]>([
  ["REFUSED", "Refused, nothing moved", /code 40001/],
  ["NOT_SENT", "Not sent, nothing moved", /nothing left this computer/],
  ["UNKNOWN", "Outcome unknown – do not repeat", /never sends it again.*Next look at 10:45:33/],
  ["FAULT", "Outcome unknown – do not repeat", /Look at Transactions/],
])("says what %s means", async (next, title, says) => {
  const rehearsal = new Rehearsal(4);
  rehearsal.next = next;
  const { user, dialog, allocate } = await review(rehearsal);
  await user.click(allocate);
  expect(await dialog.findByText(title)).toBeInTheDocument();
  expect(dialog.getByRole("alert")).toHaveTextContent(says);
  expect(dialog.queryByRole("button", { name: /^Allocate/ })).toBeNull();
  expect(await axeFinds()).toEqual([]);
});

it.each<[UnknownReason, string, RegExp]>([
  [{ code: "NO_ANSWER" }, "No answer came before the deadline.", /^Sent: .*No answer came back\.$/],
  [{ code: "CONNECTION_LOST" }, "The connection was lost; the request may have left.", /^Perhaps sent: /],
  [{ code: "HTTP_STATUS", status: 502 }, "HTTP status 502", /^Sent: .*The answer does not say/],
  [{ code: "UNREADABLE" }, "The answer could not be read whole.", /^Sent: .*The answer does not say/],
  [{ code: "TIKTOK_CODE", tiktokCode: "50002" }, "code 50002", /^Sent: .*The answer does not say/],
  [{ code: "OTHER_ATTEMPT" }, "belonged to another attempt", /^Sent: .*The answer does not say/],
  [{ code: "PROGRAM_ENDED" }, "The program ended while sending.", /^Perhaps sent: /],
])("says no more than is known: %o", async (why, says, sentence) => {
  const rehearsal = new Rehearsal(4);
  Object.assign(rehearsal, { next: "UNKNOWN", why });
  const { user, dialog, allocate } = await review(rehearsal);
  await user.click(allocate);
  expect(await dialog.findByRole("alert")).toHaveTextContent(says);
  expect(dialog.getByText(paragraph(sentence))).toBeInTheDocument();
  if (!sentence.source.includes("No answer")) {
    expect(dialog.queryByText(paragraph(/No answer came back/))).toBeNull();
  }
});

it.each<[AnswerWord, RegExp, RegExp]>([
  [
    "ACCEPTED",
    /^Write this down – do not repeat ?TikTok answered.*Transaction IDs: 7573$/,
    /^Sent and answered: /,
  ],
  ["REFUSED", /TikTok answered.*TikTok said: refused\.$/, /^Sent and answered: /],
  ["NOT_SENT", /Nothing left this computer.*Allocation 148 was not sent\.$/, /^Not moved: /],
  ["UNKNOWN", /No answer came that says yes or no.*may have been executed, or not\.$/, /^Perhaps sent: /],
])("says what is to be written down when the journal cannot take %s", async (notKept, says, sentence) => {
  const rehearsal = new Rehearsal(4);
  rehearsal.next = { notKept, told: notKept === "ACCEPTED" ? ["7573"] : [] };
  const { user, dialog, allocate } = await review(rehearsal);
  await user.click(allocate);
  const alert = await dialog.findByRole("alert");
  expect(alert).toHaveTextContent("Write this down – do not repeat");
  expect(alert).toHaveTextContent(says);
  expect(dialog.getByText(paragraph(sentence))).toBeInTheDocument();
  if (notKept === "NOT_SENT" || notKept === "UNKNOWN") expect(alert).not.toHaveTextContent("TikTok answered");
});

it("turns into the receipt when TikTok’s records prove it meanwhile", async () => {
  const rehearsal = new Rehearsal();
  rehearsal.next = "UNKNOWN";
  const { user, dialog, allocate } = await review(rehearsal);
  await user.click(allocate);
  await dialog.findByText("Outcome unknown – do not repeat");
  rehearsal.history.prove("148");
  expect(await dialog.findByText("Allocated, found in TikTok’s records")).toBeInTheDocument();
  expect(
    dialog.getByText(/^Allocation 148. TikTok’s record 7573690412258814818, made .*, proves/),
  ).toBeInTheDocument();
  expect(dialog.getByRole("button", { name: "Copy as text" })).toBeInTheDocument();
});

it("offers a cent less for the same amount again, and goes back to the amount with it", async () => {
  const rehearsal = new Rehearsal();
  rehearsal.allocating.placed = [{ account: "7318440217700000000", amount: 50000n }];
  const { user, dialog, allocate } = await review(rehearsal);
  expect(allocate).toHaveAttribute("aria-disabled", "true");
  expect(
    dialog.getByText(
      "TikTok’s records carry no reference: a different amount can be told apart if an answer gets lost.",
    ),
  ).toBeInTheDocument();
  await user.click(dialog.getByRole("button", { name: "Use 499.99 instead" }));
  const amount = await dialog.findByRole("textbox", { name: "Amount" });
  expect(amount).toHaveValue("499.99");
  expect(amount).toHaveFocus();
  expect(rehearsal.committed).toEqual([]);
  await user.click(dialog.getByRole("button", { name: "Review" }));
  expect(await dialog.findByRole("button", { name: "Allocate 499.99 USD" })).not.toHaveAttribute(
    "aria-disabled",
  );
});

it("says at the review what waits for an outcome that is not known", async () => {
  const rehearsal = new Rehearsal();
  rehearsal.unknown = ["148"];
  const { dialog } = await review(rehearsal);
  expect(
    dialog.getByText("lowered by 1,200.00, which waits for an outcome that is not known"),
  ).toBeInTheDocument();
});

it("leads from the reason to the allocation that is not settled", async () => {
  const rehearsal = new Rehearsal();
  rehearsal.unknown = ["148"];
  await open(rehearsal);
  adding.open("7318442099173042117");
  const dialog = within(await screen.findByRole("dialog", { name: "Add Balance" }));
  expect(await dialog.findByText("420.00 – 1,620.00")).toBeInTheDocument();
  await userEvent.click(dialog.getByRole("link", { name: "See allocation 148" }));
  expect(screen.queryByRole("dialog")).toBeNull();
  expect(location.hash).toBe("#/transactions/148");
});

it("goes back to the amount when nothing was recorded", async () => {
  const rehearsal = new Rehearsal();
  rehearsal.next = "NOTHING_RECORDED";
  const { user, dialog, allocate } = await review(rehearsal);
  await user.click(allocate);
  expect(await dialog.findByText(/^TikTok could not be reached. Nothing was moved./)).toBeInTheDocument();
  expect(dialog.getByRole("textbox", { name: "Amount" })).toHaveValue("500.00");
});

it("axe finds nothing at the amount and at the review", async () => {
  const { user, dialog, amount } = await begin(new Rehearsal(10), hazel);
  expect(await axeFinds()).toEqual([]);
  await user.type(amount, "500.00");
  await user.click(dialog.getByRole("button", { name: "Review" }));
  await dialog.findByRole("button", { name: "Allocate 500.00 USD" });
  expect(await axeFinds()).toEqual([]);
});

it("shows the unknown outcome in the menu and in the row afterwards", async () => {
  const rehearsal = new Rehearsal();
  rehearsal.next = "UNKNOWN";
  const { user, dialog, allocate } = await review(rehearsal);
  await user.click(allocate);
  await user.click(await dialog.findByRole("button", { name: "Done" }));
  await waitFor(() => {
    expect(screen.getByRole("link", { name: "Outcome unknown" })).toHaveAttribute(
      "href",
      "#/transactions/148",
    );
  });
});
