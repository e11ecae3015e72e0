// The backend of the real program: each call is one command of the shell, its error a Failure.
import { Failure, unexpected, type Backend } from "./backend";
import { commands, events, type Fault } from "./bindings";

type Answer = { status: "ok"; data: unknown } | { status: "error"; error: Fault };
type Command = (...args: unknown[]) => Promise<Answer>;

const calls = Object.fromEntries(
  Object.entries(commands).map(([name, command]) => [name, asked(name, command as Command)]),
) as Omit<Backend, "onChanged" | "onProgress">;

export const shell: Backend = {
  ...calls,
  onChanged: (listener) => ending(events.changed.listen((event) => listener(event.payload.what))),
  onProgress: (listener) => ending(events.syncProgress.listen((event) => listener(event.payload))),
};

function asked(name: string, command: Command) {
  return async (...args: unknown[]) => {
    const answer = await command(...args).catch(() => undefined);
    if (answer === undefined || (answer.status === "error" && typeof answer.error !== "object")) {
      throw unexpected(name);
    }
    if (answer.status === "error") throw new Failure(answer.error);

    return answer.data;
  };
}

function ending(listening: Promise<() => void>): () => void {
  return () => void listening.then((stop) => stop());
}
