// The checks a machine can make: strict types, no promise left alone, no arithmetic on money, no HTML from
// text, no inline styles (the content policy forbids them).
import js from "@eslint/js";
import svelte from "eslint-plugin-svelte";
import globals from "globals";
import ts from "typescript-eslint";
import svelteConfig from "./svelte.config.js";

const money = "Amounts are text from the core; the window never computes with them.";

export default ts.config(
  { ignores: ["dist", "dist-rehearsal", "node_modules", "src/bindings.ts"] },
  js.configs.recommended,
  ...ts.configs.strictTypeChecked,
  ...svelte.configs.recommended,
  {
    languageOptions: {
      globals: { ...globals.browser },
      parserOptions: {
        projectService: { allowDefaultProject: ["*.js"] },
        extraFileExtensions: [".svelte"],
        tsconfigRootDir: import.meta.dirname,
      },
    },
  },
  {
    files: ["**/*.svelte", "**/*.svelte.ts"],
    languageOptions: { parserOptions: { parser: ts.parser, svelteConfig } },
    rules: {
      // The types of other components are not visible to eslint; svelte-check has them and checks these.
      "@typescript-eslint/no-unsafe-argument": "off",
      "@typescript-eslint/no-unsafe-assignment": "off",
      "@typescript-eslint/no-unsafe-call": "off",
      "@typescript-eslint/no-unsafe-member-access": "off",
      "@typescript-eslint/no-unsafe-return": "off",
    },
  },
  {
    rules: {
      "no-restricted-globals": [
        "error",
        { name: "parseFloat", message: money },
        { name: "localStorage", message: "Nothing is kept in the web view; ask the shell." },
      ],
      "no-restricted-properties": ["error", { object: "Number", property: "parseFloat", message: money }],
      "svelte/no-at-html-tags": "error",
      "no-restricted-syntax": [
        "error",
        {
          selector: "SvelteAttribute[key.name='style']",
          message: "The content policy forbids style attributes; use a class or a style directive.",
        },
      ],
      "svelte/no-navigation-without-resolve": "off",
      // Maps and sets here are replaced, never changed, or not shown.
      "svelte/prefer-svelte-reactivity": "off",
      // `void value` names what an effect depends on.
      "@typescript-eslint/no-meaningless-void-operator": "off",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/prefer-promise-reject-errors": ["error", { allowThrowingUnknown: true }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
    },
  },
  {
    files: ["*.js"],
    ...ts.configs.disableTypeChecked,
  },
);
