// How the window's files are built and tested. The production bundle obeys the content policy of the shell:
// no inlined assets (no data: addresses), no inline scripts, styles in files only.
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { svelteTesting } from "@testing-library/svelte/vite";
import { defineConfig } from "vitest/config";

export default defineConfig(({ mode }) => ({
  plugins: [svelte(), svelteTesting()],
  build: {
    target: "safari17",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: mode !== "production",
  },
  server: { port: 5173, strictPort: true },
  test: {
    environment: "jsdom",
    globals: true,
    setupFiles: ["./src/rehearsal/setup.ts"],
    css: false,
    restoreMocks: true,
    // axe reads every element, slowly on a busy machine.
    testTimeout: 30_000,
  },
}));
