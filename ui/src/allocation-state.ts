// How each state of an allocation looks and reads. The word comes first, then the icon, then the colour.
import type { StateWord } from "./bindings";
import type { IconName } from "./kit/icons";
import { t } from "./texts.svelte";

type Tone = "plain" | "good" | "caution" | "refused" | "unknown";

/** Icon and tone of each state. */
export const stateLooks: Record<StateWord, { icon: IconName; tone: Tone }> = {
  SENDING: { icon: "arrow", tone: "plain" },
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

/** The exact words of a state. */
export function stateText(state: StateWord): string {
  return t(`allocation-state-${state}`);
}
