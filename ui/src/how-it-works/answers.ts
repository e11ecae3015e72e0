// What the panel says, in order: each question with the number of sentences of its answer, and the two short lists.
// The words are in locales/: how-QUESTION, how-QUESTION-1 and so on.

/** The questions, most urgent first. */
export const questions: readonly (readonly [string, number])[] = [
  ["who", 2],
  ["which", 2],
  ["final", 2],
  ["automatic", 1],
  ["campaign", 3],
  ["order", 3],
  ["movable", 2],
  ["ends", 2],
  ["where", 3],
  ["lost", 4],
];

/** The quick reference. */
export const quick = ["place", "who", "into", "back", "automatic", "first", "campaign", "see"] as const;

/** Words that are often mixed up. */
export const words = ["credit", "cash", "line"] as const;
