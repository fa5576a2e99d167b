import js from "@eslint/js";
import tseslint from "typescript-eslint";

// The analysis is text in, plain data out. It must run in a server, a CLI, a test and a browser alike.
const outsideOfAnalysis = [
  { regex: "^node:", message: "server/src/analysis is pure: no Node modules." },
  { regex: "^vscode", message: "server/src/analysis is pure: no LSP or VS Code modules." },
  {
    regex: "^(fs|path|os|child_process|process|url|util|worker_threads|http|https|net)(/|$)",
    message: "server/src/analysis is pure: no Node modules.",
  },
  {
    regex: "/(workspace|ssh|lsp|cli)/|/protocol(\\.js)?$",
    message: "server/src/analysis only looks left: text, facts, port map, findings.",
  },
];

export default tseslint.config(
  { ignores: ["dist/", "out/", "node_modules/", ".vscode-test/", "coverage/", "**/generated/"] },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  ...tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ["eslint.config.mjs"] },
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "no-control-regex": "off",
      eqeqeq: ["error", "always"],
    },
  },
  {
    files: ["server/src/analysis/**/*.ts"],
    rules: {
      "no-restricted-imports": ["error", { patterns: outsideOfAnalysis }],
      "no-restricted-globals": [
        "error",
        "process",
        "Buffer",
        "console",
        "setTimeout",
        "setInterval",
        "setImmediate",
        "performance",
        "fetch",
        "window",
        "document",
        "require",
      ],
      "no-restricted-syntax": [
        "error",
        {
          selector: "NewExpression[callee.name='Date'], MemberExpression[object.name='Date'][property.name='now']",
          message: "server/src/analysis is pure: no clock.",
        },
        {
          selector: "MemberExpression[object.name='Math'][property.name='random']",
          message: "server/src/analysis is pure: no chance.",
        },
        { selector: "Program > VariableDeclaration[kind='let']", message: "No module-level mutable state." },
        { selector: "ImportExpression", message: "server/src/analysis is pure: no dynamic imports." },
      ],
    },
  },
  {
    files: ["client/src/**/*.ts"],
    rules: {
      "@typescript-eslint/no-restricted-imports": [
        "error",
        {
          patterns: [
            {
              group: ["**/server/src/**"],
              allowTypeImports: true,
              message: "The client imports the protocol as types only; what it knows it asks the server.",
            },
          ],
        },
      ],
    },
  },
  {
    files: ["test/**/*.ts", "bench/**/*.ts"],
    rules: { "@typescript-eslint/no-non-null-assertion": "off", "@typescript-eslint/no-unused-expressions": "off" },
  },
  { files: ["**/*.mjs"], ...tseslint.configs.disableTypeChecked },
);
