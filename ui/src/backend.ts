// The one door to the shell. Every call is a command of bindings.ts and answers with its view, or fails with a Failure
// that carries the shell's fault; nothing else in the window knows how the shell is reached. Tests and rehearsals put
// another backend in place with `use`.
import type { commands, Fault, FaultCode, SyncProgress, Topic } from "./bindings";

type Commands = typeof commands;
type Data<Command extends (...args: never[]) => Promise<unknown>> = Extract<
  Awaited<ReturnType<Command>>,
  { status: "ok" }
>["data"];

/** Everything the window may ask of the shell, and the facts it pushes. A listener answers with how to stop. */
export type Backend = {
  [Name in keyof Commands]: (...args: Parameters<Commands[Name]>) => Promise<Data<Commands[Name]>>;
} & {
  onChanged: (listener: (what: Topic[]) => void) => () => void;
  onProgress: (listener: (progress: SyncProgress) => void) => () => void;
};

/** A command that did not do what was asked. */
export class Failure extends Error {
  constructor(readonly fault: Fault) {
    super(fault.code);
  }
}

/** A fault of the window itself, or of a door that is not there. */
export function unexpected(what: string, code: FaultCode = "INTERNAL"): Failure {
  return new Failure({ code, params: { where: what, name: what }, act: "CALL_US", money: "NOTHING_MOVED" });
}

let chosen: Backend | undefined;

/** Puts a backend in place, before anything is asked. */
export function use(backend: Backend): void {
  chosen = backend;
}

/** The backend in place. */
export function backend(): Backend {
  if (chosen === undefined) throw unexpected("backend");
  return chosen;
}
