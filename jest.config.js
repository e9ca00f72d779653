/** @type {import("jest").Config} */
module.exports = {
  // Jest leaves one processor free by itself, which of two is half.
  maxWorkers: "100%",
  testMatch: ["<rootDir>/__tests__/**/*.test.ts"],
  // Many start programs, which take their time on a machine that does other work.
  testTimeout: 30_000,
  transform: { "^.+\\.[jt]s$": ["@swc/jest", { jsc: { parser: { syntax: "typescript" }, target: "es2022" } }] },
  moduleNameMapper: { "^cls-hooked/context$": "<rootDir>/__tests__/support/no-async-hooks.ts" },
  runtime: "<rootDir>/__tests__/support/runtime.js",
  globalSetup: "<rootDir>/__tests__/support/global-setup.ts",
  globalTeardown: "<rootDir>/__tests__/support/global-teardown.ts",
  setupFilesAfterEnv: ["<rootDir>/__tests__/support/clean-up.ts"],
  modulePathIgnorePatterns: ["<rootDir>/cdktf.out"],
};
