// The one way text leaves the window: onto the clipboard, when a person asks for it.

/** Copies plain text, with ordinary spaces in its dates. Rejects where the system refuses. */
export async function copy(text: string): Promise<void> {
  await navigator.clipboard.writeText(text.replaceAll("\u00A0", " "));
}
