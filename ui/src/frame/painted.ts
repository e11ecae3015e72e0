// Tells the shell once that the first complete picture is on the screen: two frames after its data was put in place.
import { backend } from "../backend";

let told = false;

export function painted(): void {
  if (told) return;
  told = true;
  requestAnimationFrame(() =>
    requestAnimationFrame(
      () =>
        void backend()
          .uiReady()
          .catch(() => undefined),
    ),
  );
}
