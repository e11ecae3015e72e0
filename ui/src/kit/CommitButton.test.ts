// The committing button acts once, and only on a fresh press.
import { fireEvent, render, screen } from "@testing-library/svelte";
import { createRawSnippet } from "svelte";
import CommitButton from "./CommitButton.svelte";

function button(unavailable = false) {
  const oncommit = vi.fn();
  const children = createRawSnippet(() => ({ render: () => "<span>Allocate</span>" }));
  render(CommitButton, { oncommit, unavailable, children });

  return { oncommit, press: screen.getByRole("button") };
}

it("takes a press that began on it", async () => {
  const { oncommit, press } = button();
  await fireEvent.pointerDown(press);
  await fireEvent.click(press, { detail: 1 });
  expect(oncommit).toHaveBeenCalledOnce();
});

it("ignores a click that began before it was there", async () => {
  const { oncommit, press } = button();
  await fireEvent.click(press, { detail: 1 });
  expect(oncommit).not.toHaveBeenCalled();
});

it("ignores the second half of a double click that began elsewhere", async () => {
  const { oncommit, press } = button();
  await fireEvent.pointerDown(press);
  await fireEvent.click(press, { detail: 2 });
  expect(oncommit).not.toHaveBeenCalled();
});

it("makes one commit of a double click", async () => {
  const { oncommit, press } = button();
  for (const detail of [1, 2]) {
    await fireEvent.pointerDown(press);
    await fireEvent.click(press, { detail });
  }
  expect(oncommit).toHaveBeenCalledOnce();
  expect(press).toHaveAttribute("aria-disabled", "true");
});

it.each(["Enter", " "])("wants %j down and up again", async (key) => {
  const { oncommit, press } = button();
  await fireEvent.keyDown(press, { key });
  expect(oncommit).not.toHaveBeenCalled();
  await fireEvent.keyUp(press, { key });
  await fireEvent.keyDown(press, { key });
  await fireEvent.keyUp(press, { key });
  expect(oncommit).toHaveBeenCalledOnce();
});

it.each(["Enter", " "])("ignores %j held down since before", async (key) => {
  const { oncommit, press } = button();
  await fireEvent.keyDown(press, { key, repeat: true });
  await fireEvent.keyUp(press, { key });
  expect(oncommit).not.toHaveBeenCalled();
});

it("ignores a key let go after the focus had left", async () => {
  const { oncommit, press } = button();
  await fireEvent.keyDown(press, { key: "Enter" });
  await fireEvent.blur(press);
  await fireEvent.keyUp(press, { key: "Enter" });
  expect(oncommit).not.toHaveBeenCalled();
});

it("takes a press of assistive technology, which has no pointer", async () => {
  const { oncommit, press } = button();
  await fireEvent.click(press, { detail: 0 });
  expect(oncommit).toHaveBeenCalledOnce();
});

it("does nothing while unavailable, and stays in reach", async () => {
  const { oncommit, press } = button(true);
  await fireEvent.pointerDown(press);
  await fireEvent.click(press, { detail: 1 });
  await fireEvent.keyDown(press, { key: "Enter" });
  await fireEvent.keyUp(press, { key: "Enter" });
  expect(oncommit).not.toHaveBeenCalled();
  expect(press).not.toBeDisabled();
});
