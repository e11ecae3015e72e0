// A workspace that cannot be opened: what is said instead of the frame.
import { screen } from "@testing-library/svelte";
import { axeFinds, open } from "../rehearsal/open";
import { Rehearsal } from "../rehearsal/rehearsal";

it("asks for the newest version where a newer one wrote the journal, not for a report", async () => {
  const rehearsal = new Rehearsal();
  rehearsal.newer = "w1";
  await open(rehearsal);
  expect(await screen.findByRole("heading", { name: "Tamarind Hill Media cannot be opened" })).toBeVisible();
  const said = screen.getByRole("alert");
  expect(said).toHaveTextContent(
    /written by a newer version.*Nothing was moved\..*Install the newest version/,
  );
  expect(said).not.toHaveTextContent(/report/);
  expect(await axeFinds()).toEqual([]);
});
