// Finds what assistive technology would find: elements by role and name, inside one element or the whole page.
// Arguments: the element or null; roles; a name or null; whether the name may go on after that.
// Answers null if axe-core, which knows the rules for roles and names, is not in the page yet.
const [scope, roles, name, goesOn] = arguments;
if (!window.axe) return null;
window.axe.setup(document.documentElement);
try {
  const { aria, text, dom } = window.axe.commons;
  const plain = (words) => words.replace(/\s+/g, " ").trim();
  const matches = (found) => name === null || (goesOn ? found.startsWith(name) : found === name);
  const elements = [...(scope ?? document.body).querySelectorAll("*")];
  return elements.filter(
    (element) =>
      roles.includes(aria.getRole(element)) &&
      dom.isVisibleToScreenReaders(element) &&
      matches(plain(text.accessibleText(element))),
  );
} finally {
  window.axe.teardown();
}
