// Runs before every test file: matchers, and stand-ins for the few browser parts that jsdom does not have.
import "@testing-library/jest-dom/vitest";

// As index.html says it.
document.documentElement.lang = "en";

const dialog = HTMLDialogElement.prototype;
dialog.showModal = function showModal(this: HTMLDialogElement) {
  this.setAttribute("open", "");
};
dialog.close = function close(this: HTMLDialogElement) {
  this.removeAttribute("open");
  this.dispatchEvent(new Event("close"));
};

HTMLElement.prototype.showPopover = function showPopover(this: HTMLElement) {
  this.dataset["shown"] = "";
};
HTMLElement.prototype.hidePopover = function hidePopover(this: HTMLElement) {
  delete this.dataset["shown"];
};
Element.prototype.scrollIntoView = () => undefined;
Element.prototype.scrollTo = () => undefined;

window.matchMedia = (query: string) =>
  Object.assign(new EventTarget(), { matches: false, media: query }) as unknown as MediaQueryList;

window.ResizeObserver = class {
  observe() {
    return undefined;
  }
  unobserve() {
    return undefined;
  }
  disconnect() {
    return undefined;
  }
};
