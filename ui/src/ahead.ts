// The questions of the first page, asked while the window is still being put together. Each answer goes to whoever asks
// the same first; everything else is asked of the shell. Listening begins before the first question, so that no change
// falls between an answer and the one who shows it.
import type { Backend } from "./backend";
import { Accounts } from "./payment-management/accounts.svelte";
import { route } from "./routes.svelte";

/** A backend that has begun to ask. */
export interface Early {
  backend: Backend;
  /** Comes when everything is answered, well or badly. */
  answered: Promise<unknown>;
}

/** Asks the shell for what the first page shows. */
export function ahead(shell: Backend): Early {
  const onChanged = held(shell.onChanged);
  const onProgress = held(shell.onProgress);
  const start = kept(shell.start);
  if (route().screen !== "payment-management") {
    return {
      backend: { ...shell, onChanged, onProgress, start: start.ask },
      answered: Promise.allSettled([start.answer]),
    };
  }
  const head = kept(shell.paymentManagement);
  const rows = kept(shell.accounts, new Accounts().question(0));

  return {
    backend: {
      ...shell,
      onChanged,
      onProgress,
      start: start.ask,
      paymentManagement: head.ask,
      accounts: rows.ask,
    },
    answered: Promise.allSettled([start.answer, head.answer, rows.answer]),
  };
}

/** Asks now. The answer is for the first question, if it is the same one. */
function kept<Args extends unknown[], Answer>(
  command: (...args: Args) => Promise<Answer>,
  ...args: Args
): { answer: Promise<Answer>; ask: (...args: Args) => Promise<Answer> } {
  const answer = command(...args);
  let first = true;
  const ask = (...now: Args) => {
    const same = first && JSON.stringify(now) === JSON.stringify(args);
    first = false;
    return same ? answer : command(...now);
  };

  return { answer, ask };
}

type Listen<Fact> = (listener: (fact: Fact) => void) => () => void;

/** Listens now. The one who listens later hears what happened till then. */
function held<Fact>(listen: Listen<Fact>): Listen<Fact> {
  const missed: Fact[] = [];
  let tell = (fact: Fact): void => {
    missed.push(fact);
  };
  listen((fact) => tell(fact));

  return (listener) => {
    missed.splice(0).forEach(listener);
    tell = listener;

    return () => {
      tell = () => undefined;
    };
  };
}
