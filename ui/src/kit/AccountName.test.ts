// Names of accounts are hostile: markup stays text, invisible characters are boxes, direction is isolated.
import { render } from "@testing-library/svelte";
import AccountId from "./AccountId.svelte";
import AccountName from "./AccountName.svelte";

it("keeps markup as text", () => {
  const { container } = render(AccountName, { name: "<img src=x onerror=alert(1)><b>50%</b>" });
  expect(container.textContent).toBe("<img src=x onerror=alert(1)><b>50%</b>");
  expect(container.querySelector("img, b")).toBeNull();
});

it("boxes a direction override and isolates the rest", () => {
  const { container } = render(AccountName, { name: "Kite \u202Emoc.elas" });
  expect(container.querySelector("bdi .box")).toHaveTextContent("U+202E");
  expect(container.textContent).not.toContain("\u202E");
});

it("underlines what differs", () => {
  const { container } = render(AccountName, { name: "Hazel & Loam", differs: [[6, 7]] });
  expect(container.querySelector("u")).toHaveTextContent("&");
});

it("groups an ID from its end and copies as plain digits", () => {
  const { container } = render(AccountId, { id: "7318442099173042117" });
  expect([...container.querySelectorAll(".id > span")].map((group) => group.textContent)).toEqual([
    "731",
    "8442",
    "0991",
    "7304",
    "2117",
  ]);
  expect(container.textContent).toBe("7318442099173042117");
});
