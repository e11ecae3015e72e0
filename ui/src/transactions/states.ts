// How each state of an allocation looks: icon, then colour; the words are in locales/.
import type { StateWord } from "../bindings";
import type { IconName } from "../kit/icons";

interface Look {
  icon: IconName;
  tone: "plain" | "good" | "caution" | "refused" | "unknown";
}

export const looks: Record<StateWord, Look> = {
  SENDING: { icon: "clock", tone: "plain" },
  ALLOCATED: { icon: "check", tone: "good" },
  REFUSED: { icon: "cross", tone: "refused" },
  NOT_SENT: { icon: "minus", tone: "plain" },
  UNKNOWN: { icon: "question", tone: "unknown" },
  FOUND: { icon: "check", tone: "good" },
  RECORDED_AS_ALLOCATED: { icon: "check", tone: "good" },
  CLOSED_NOT_EXECUTED: { icon: "minus", tone: "plain" },
  CONTRADICTED: { icon: "warning", tone: "refused" },
  DUPLICATE_SUSPECTED: { icon: "warning", tone: "refused" },
};

/** The states in which ad credit has arrived. */
export const arrived: readonly StateWord[] = [
  "ALLOCATED",
  "FOUND",
  "RECORDED_AS_ALLOCATED",
  "CONTRADICTED",
  "DUPLICATE_SUSPECTED",
];

/** The states, for the filter. */
export const stateWords = Object.keys(looks) as StateWord[];
