// The backend of the real program: each call is one command of the shell.
import { invoke } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";
import { Fault, type Backend } from "./backend";

export const shell: Backend = {
  desk: () => call("desk"),
  chooseWorkspace: (id) => call("choose_workspace", { id }),
  actAs: (person) => call("act_as", { person }),
  advanceDays: (days) => call("advance_days", { days }),
  loseNextAnswer: () => call("lose_next_answer"),
  refresh: () => call("refresh"),
  balances: () => call("balances"),
  accounts: (query) => call("accounts", { query }),
  startAddBalance: (account) => call("start_add_balance", { account }),
  check: (draft) => call("check", { draft }),
  review: (draft) => call("review", { draft }),
  commit: (review, acknowledged) => call("commit", { review, acknowledged }),
  uiReady: () => call("ui_ready"),
  onChanged: (listener) => {
    const stop = listen("changed", listener);
    return () => void stop.then((end) => end());
  },
};

async function call<Answer>(command: string, args: Record<string, unknown> = {}): Promise<Answer> {
  try {
    return await invoke<Answer>(command, args);
  } catch (error) {
    throw isFault(error) ? new Fault(error.code, error.advice) : new Fault("unexpected", "call_us");
  }
}

function isFault(error: unknown): error is Pick<Fault, "code" | "advice"> {
  return typeof error === "object" && error !== null && "code" in error && "advice" in error;
}
