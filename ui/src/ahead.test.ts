// What the first page shows is asked once, before it is there; a change on the way is not missed.
import { ahead } from "./ahead";
import type { Backend } from "./backend";
import type { AccountsQuery, Topic } from "./bindings";
import { Accounts } from "./payment-management/accounts.svelte";
import { rehearse } from "./rehearsal/start";

function shell() {
  const made = rehearse(new URLSearchParams());
  const asked: string[] = [];
  let tell: (what: Topic[]) => void = () => undefined;
  const counted: Backend = {
    ...made,
    start: () => (asked.push("start"), made.start()),
    paymentManagement: () => (asked.push("head"), made.paymentManagement()),
    accounts: (query: AccountsQuery) => (asked.push(`rows ${query.search}`), made.accounts(query)),
    onChanged: (listener) => {
      asked.push("listen");
      tell = listener;
      return () => undefined;
    },
  };

  return { counted, asked, change: (what: Topic[]) => tell(what) };
}

it("listens, asks at once, and gives each answer to the first who asks the same", async () => {
  const { counted, asked } = shell();
  const { backend, answered } = ahead(counted);
  expect(asked).toEqual(["listen", "start", "head", "rows "]);
  await answered;
  const question = new Accounts().question(0);
  expect((await backend.accounts(question)).rows.length).toBeGreaterThan(0);
  await Promise.all([backend.start(), backend.paymentManagement()]);
  expect(asked).toHaveLength(4);
  await Promise.all([backend.start(), backend.paymentManagement(), backend.accounts(question)]);
  expect(asked).toHaveLength(7);
});

it("asks the shell where the first question is another one", async () => {
  const { counted, asked } = shell();
  const { backend } = ahead(counted);
  await backend.accounts({ ...new Accounts().question(0), search: "kite" });
  expect(asked.at(-1)).toBe("rows kite");
});

it("tells a change that came before anybody listened", () => {
  const { counted, change } = shell();
  const { backend } = ahead(counted);
  change(["ACCOUNTS"]);
  const heard: Topic[][] = [];
  const stop = backend.onChanged((what) => heard.push(what));
  change(["CREDITS"]);
  stop();
  change(["CLOCK"]);
  expect(heard).toEqual([["ACCOUNTS"], ["CREDITS"]]);
});

it("says what went wrong to the one who asks, and to nobody before", async () => {
  const { counted } = shell();
  const failing = { ...counted, start: () => Promise.reject(new Error("no disk")) };
  const { backend, answered } = ahead(failing);
  await answered;
  await expect(backend.start()).rejects.toThrow("no disk");
});
