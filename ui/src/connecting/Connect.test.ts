// Connecting a Business Center: what is entered, what is chosen, where the token is kept, and what is said of the money.
import { render, screen, waitFor } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { beforeEach, describe, expect, it } from "vitest";
import { use } from "../backend";
import { desk } from "../frame/desk.svelte";
import { Rehearsal } from "../rehearsal/rehearsal";
import Settings from "../settings/Screen.svelte";
import SignedOut from "../frame/SignedOut.svelte";

let rehearsal: Rehearsal;
let stop: () => void = () => undefined;

async function dialog() {
  render(Settings);
  await userEvent.click(await screen.findByRole("button", { name: "Connect a Business Center" }));
  return screen.findByRole("dialog", { name: "Connect a Business Center" });
}

async function enter(token: string, base = "") {
  await userEvent.type(screen.getByLabelText("Access token"), token);
  if (base !== "") await userEvent.type(screen.getByLabelText("Base URL"), base);
  await userEvent.click(screen.getByRole("button", { name: "Connect" }));
}

beforeEach(async () => {
  rehearsal = new Rehearsal();
  use(rehearsal.backend());
  stop();
  stop = desk.start();
  desk.said = undefined;
  await waitFor(() => expect(desk.view).toBeDefined());
});

describe("a token", () => {
  it("is asked for first, hidden, and is forgotten by the window when it was accepted", async () => {
    const box = await dialog();
    const field = screen.getByLabelText("Access token");
    expect(field).toHaveAttribute("type", "password");
    await waitFor(() => expect(field).toHaveFocus());
    await enter("good", "http://127.0.0.1:8400");
    expect(await screen.findByText(/Not TikTok: the money is not real/)).toBeVisible();
    expect(box.innerHTML).not.toContain("good");
    expect(rehearsal.connections.signIns).toEqual([
      { accessToken: "good", baseUrl: "http://127.0.0.1:8400" },
    ]);
    await userEvent.click(screen.getByRole("button", { name: "Back" }));
    expect(screen.getByLabelText("Access token")).toHaveValue("");
    expect((await axe.run(box)).violations).toEqual([]);
  });

  it("that is missing or strange is said at its field, an address at its own", async () => {
    await dialog();
    await userEvent.click(screen.getByRole("button", { name: "Connect" }));
    expect(await screen.findByText("Paste the access token.")).toBeVisible();
    await enter("good", "http://localhost:1");
    expect(await screen.findByText(/A name is not accepted/)).toBeVisible();
    expect(screen.queryByText("Paste the access token.")).toBeNull();
  });

  it("that TikTok does not accept says so, and that nothing was moved", async () => {
    await dialog();
    await enter("revoked");
    expect(await screen.findByRole("alert")).toHaveTextContent(
      /Not connected.*does not accept the access token.*Nothing was moved.*Sign in again/,
    );
  });
});

describe("the choice", () => {
  it("says that the money is real before anything is chosen, and shows each ID", async () => {
    await dialog();
    await enter("good");
    expect(await screen.findByText("This is TikTok: the money is real")).toBeVisible();
    const use = screen.getByRole("button", { name: "Use this Business Center" });
    expect(use).toHaveAttribute("aria-disabled", "true");
    await userEvent.click(use);
    expect(rehearsal.connections.used).toEqual([]);
    await userEvent.click(screen.getByRole("radio", { name: /7200000000000000077/ }));
    await userEvent.click(use);
    await waitFor(() => expect(rehearsal.connections.used).toEqual([["7200000000000000077", "IN_KEYCHAIN"]]));
    await waitFor(() => expect(desk.said).toMatch(/is connected/));
  });

  it("offers this session only, where there is no keychain", async () => {
    rehearsal.connections.keychain = "NO_KEYCHAIN";
    await dialog();
    await enter("good");
    await userEvent.click(await screen.findByRole("radio", { name: /7200000000000000077/ }));
    await userEvent.click(screen.getByRole("button", { name: "Use this Business Center" }));
    expect(await screen.findByRole("alert")).toHaveTextContent(/no keychain.*GNOME Keyring/);
    await userEvent.click(screen.getByRole("button", { name: "Keep the token for this session only" }));
    await waitFor(() =>
      expect(rehearsal.connections.used).toEqual([["7200000000000000077", "FOR_THIS_SESSION"]]),
    );
  });
});

describe("a connection", () => {
  it("that is signed out stands above every screen, with a way to sign in again at the same server", async () => {
    rehearsal.connections.connection = {
      server: "http://127.0.0.1:8400",
      bcId: "7200000000000000001",
      state: "TOKEN_REFUSED",
    };
    desk.changed();
    await waitFor(() => expect(desk.view?.connection).not.toBeNull());
    if (desk.view === undefined) throw new Error("no view");
    render(SignedOut, { view: desk.view });
    expect(screen.getByRole("status")).toHaveTextContent(/does not accept.*Everything that was read is kept/);
    await userEvent.click(screen.getByRole("button", { name: "Sign in again" }));
    expect(screen.queryByLabelText("Base URL")).toBeNull();
    await userEvent.type(screen.getByLabelText("Access token"), "good");
    await userEvent.click(screen.getByRole("button", { name: "Connect" }));
    await waitFor(() =>
      expect(rehearsal.connections.signIns).toEqual([
        { accessToken: "good", baseUrl: "http://127.0.0.1:8400" },
      ]),
    );
  });

  it("can be synced and signed out of in Settings, where practice offers neither", async () => {
    const { unmount } = render(Settings);
    await screen.findByRole("button", { name: "Connect a Business Center" });
    expect(screen.queryByRole("button", { name: "Sign out" })).toBeNull();
    unmount();
    rehearsal.connections.connection = {
      server: "https://tiktok.example",
      bcId: "7200000000000000001",
      state: "SIGNED_IN",
    };
    desk.changed();
    render(Settings);
    expect(await screen.findByText(/The access token is in the keychain/)).toBeVisible();
    expect(screen.getByRole("button", { name: "Sync now" })).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: "Sign out" }));
    await waitFor(() => expect(desk.said).toMatch(/the history stays/));
    expect(await screen.findByRole("button", { name: "Sign in again" })).toBeVisible();
  });
});
