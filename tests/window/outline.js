// Tells what a page holds, as roles and names, for whoever reads why a test failed; or of the focused element alone.
// Arguments: whether only the focused element is asked for. Answers a list of lines, or null without axe-core.
const [onlyFocused] = arguments;
if (!window.axe) return null;
window.axe.setup(document.documentElement);
try {
  const { aria, text, dom } = window.axe.commons;
  const plain = (words) => words.replace(/\s+/g, " ").trim();
  const asked = onlyFocused ? [document.activeElement] : [...document.body.querySelectorAll("*")];
  const told = asked.filter((element) => onlyFocused || dom.isVisibleToScreenReaders(element));
  const spoken = told.map((element) => [aria.getRole(element), plain(text.accessibleText(element))]);
  return spoken.filter(([role, name]) => onlyFocused || (role && name)).map(([role, name]) => `${role ?? "none"} ${name}`);
} finally {
  window.axe.teardown();
}
