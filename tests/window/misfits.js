// Finds text that is cut off, text that lies on other text or under something else, and pages wider than their window.
// Answers a list of lines.
const found = [];
const say = (what, element) => found.push(`${what}: ${element.tagName.toLowerCase()} “${element.textContent.trim().slice(0, 60)}”`);

const page = document.scrollingElement;
if (page.scrollWidth > innerWidth) found.push(`the page is ${page.scrollWidth} wide in a window of ${innerWidth}`);

const texts = [];
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walker.nextNode()) {
  const element = walker.currentNode.parentElement;
  if (walker.currentNode.data.trim() && element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) {
    const range = document.createRange();
    range.selectNodeContents(walker.currentNode);
    for (const box of range.getClientRects()) texts.push({ element, box });
  }
}

for (const element of new Set(texts.map((text) => text.element))) {
  const { overflowX, overflowY, textOverflow, clip, clipPath } = getComputedStyle(element);
  const isForReadersOnly = element.clientWidth <= 1 || clip !== "auto" || clipPath !== "none";
  const hides = [overflowX, overflowY].some((value) => value === "hidden" || value === "clip");
  const isCut = element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1;
  if (hides && isCut && textOverflow !== "ellipsis" && !isForReadersOnly) say("cut off", element);
}

const covers = (element, below) => {
  const colour = getComputedStyle(element).backgroundColor;
  return !element.contains(below) && colour !== "rgba(0, 0, 0, 0)" && colour !== "transparent";
};
texts.sort((one, other) => one.box.top - other.box.top);
texts.forEach((one, index) => {
  for (const other of texts.slice(index + 1)) {
    if (other.box.top > one.box.bottom - 3) break;
    const left = Math.max(one.box.left, other.box.left);
    const right = Math.min(one.box.right, other.box.right);
    if (one.element === other.element || right - left <= 3) continue;
    // Both can be seen there, and nothing with a ground of its own lies between them.
    const stack = document.elementsFromPoint((left + right) / 2, (other.box.top + Math.min(one.box.bottom, other.box.bottom)) / 2);
    const [upper, lower] = [stack.indexOf(one.element), stack.indexOf(other.element)].sort((a, b) => a - b);
    if (upper >= 0 && !stack.slice(0, lower).some((element) => covers(element, stack[lower]))) say("lies on other text", other.element);
  }
});

// What lies above the page on purpose, and what stays while the page moves below it.
const isLaidOver = (element, below) => {
  const over = element.closest("dialog, [popover], .drawer");
  return over !== null && !over.contains(below);
};
const scroller = (element) => {
  for (let at = element.parentElement; at !== null; at = at.parentElement) {
    if (["auto", "scroll"].includes(getComputedStyle(at).overflowY)) return at;
  }
  return page;
};
const isPassedBelow = (element, below) => {
  for (let at = element; at !== null; at = at.parentElement) {
    if (getComputedStyle(at).position !== "sticky") continue;
    const around = scroller(at);
    return around.contains(below) && around.scrollHeight > around.clientHeight;
  }
  return false;
};
const covered = new Set();
for (const { element, box } of texts) {
  const middle = (box.top + box.bottom) / 2;
  for (const x of [box.left + 1, (box.left + box.right) / 2, box.right - 1]) {
    const stack = document.elementsFromPoint(x, middle);
    const above = stack.slice(0, Math.max(0, stack.indexOf(element)));
    if (above.some((one) => covers(one, element) && !isLaidOver(one, element) && !isPassedBelow(one, element))) covered.add(element);
  }
}
for (const element of covered) say("lies under something", element);
return found;
