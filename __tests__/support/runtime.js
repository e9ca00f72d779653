"use strict";
const { AsyncLocalStorage } = require("node:async_hooks");
const { Script } = require("node:vm");
const Runtime = require("jest-runtime").default;

/** Large packages that hold no state which one test could change for the next test. */
const shared = /^(@cdktf\/provider-aws|cdktf|constructs|zod)(\/|$)/;

// Each reference takes a stack trace, which nothing reads, and of which Jest maps every line to its source.
require("cdktf/lib/tokens/private/stack-trace").captureStackTrace = () => [];

/** The compiled script of each file that was loaded, with the source that the script was compiled from. */
const known = new Map();

/**
 * The script of a module, bound to no context, so that the script can run in the context of each test file. Undefined for a
 * module that calls import(): Jest resolves such a call.
 */
function scriptOf(filename, source, parameters) {
  if (/\bimport\(/.test(source)) return undefined;
  const before = known.get(filename);
  if (before?.source === source) return before.script;
  const head = `(function (${parameters.join(",")}) {`;
  const script = new Script(`${head}${source}\n})`, { filename, columnOffset: -head.length });
  known.set(filename, { source, script });
  return script;
}

/** The storages that a test file has begun to use; jest-circus makes one for each file. */
const storages = new Set();
for (const name of ["run", "enterWith"]) {
  const begin = AsyncLocalStorage.prototype[name];
  AsyncLocalStorage.prototype[name] = function (...args) {
    storages.add(this);
    return begin.apply(this, args);
  };
}

/**
 * Jest's runtime with four changes, without which `npm test` takes longer than it may. The suites of modules/edge, stacks/edge
 * and controls took 26 s of processor time with the changes: 44 s without the shared packages, 58 s with stack traces, 29 s
 * where each test file compiles every module again.
 */
class SharingRuntime extends Runtime {
  constructor(...args) {
    super(...args);
    const { executor } = this;
    const compile = executor.compile.bind(executor);
    executor.compile = (source, filename) => {
      const context = executor.environment.getVmContext();
      const isLoadedOnce = filename === executor.testPath;
      if (context === null || isLoadedOnce) return compile(source, filename);
      // Jest reports a module that cannot be compiled.
      try {
        const script = scriptOf(filename, source, executor.injectedModuleParameters);
        return script === undefined ? compile(source, filename) : script.runInContext(context);
      } catch {
        return compile(source, filename);
      }
    };
  }

  requireModuleOrMock(from, name) {
    return shared.test(name) ? require(name) : super.requireModuleOrMock(from, name);
  }

  // Until Node.js 24 each promise of the process hands on every storage that was ever used and not disabled: after 200 files a
  // test of many promises takes nine times as long.
  teardown() {
    super.teardown();
    for (const storage of storages) storage.disable();
    storages.clear();
  }
}

module.exports = { __esModule: true, default: SharingRuntime };
