// The combobox: found by its name, driven by keys and by pointer.
import { fireEvent, render, screen } from "@testing-library/svelte";
import Select from "./Select.svelte";

function select() {
  const onchange = vi.fn();
  const options = ["Ada", "Bo", "Cy"].map((text) => ({
    value: text.toLowerCase(),
    text,
    detail: `${text} works`,
  }));
  render(Select, { label: "Acting as", options, value: "bo", onchange });

  return { onchange, box: screen.getByRole("combobox", { name: "Acting as" }) };
}

it("opens on a click and takes an option by its name", async () => {
  const { onchange, box } = select();
  await fireEvent.click(box);
  await fireEvent.click(screen.getByRole("option", { name: "Cy", hidden: true }));
  expect(onchange).toHaveBeenCalledWith("cy");
  expect(screen.queryByRole("listbox", { hidden: true })).toBeNull();
});

it("moves with arrows and chooses with Enter", async () => {
  const { onchange, box } = select();
  for (const key of ["ArrowDown", "ArrowDown", "Home", "Enter"]) await fireEvent.keyDown(box, { key });
  expect(onchange).toHaveBeenCalledWith("ada");
});

it("finds by letter", async () => {
  const { onchange, box } = select();
  for (const key of ["Enter", "c", "Enter"]) await fireEvent.keyDown(box, { key });
  expect(onchange).toHaveBeenCalledWith("cy");
});

it("leaves with Escape and changes nothing", async () => {
  const { onchange, box } = select();
  for (const key of ["ArrowDown", "ArrowDown"]) await fireEvent.keyDown(box, { key });
  const escape = new KeyboardEvent("keydown", { key: "Escape", bubbles: true, cancelable: true });
  box.dispatchEvent(escape);
  expect(escape.defaultPrevented).toBe(true);
  expect(onchange).not.toHaveBeenCalled();
});
