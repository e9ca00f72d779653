"use strict";
const { Script } = require("node:vm");
const Runtime = require("jest-runtime").default;

/** Large, and without anything in them that one test could change for the next. */
const shared = /^(@cdktf\/provider-aws|cdktf|constructs|zod)(\/|$)/;

// Each reference takes a stack trace, which nothing reads, and of which Jest maps every line to its source.
require("cdktf/lib/tokens/private/stack-trace").captureStackTrace = () => [];

/** Of each file, what it has, what it was transformed to and what that was compiled to. */
const sources = new Map();
const transformed = new Map();
const compiled = new Map();

/** Jest's own transformer, which makes a key of a cache on disk from all of a file each time that a test file loads it. */
const transformingOnce = (transformer) =>
  Object.assign(Object.create(transformer), {
    transform: (filename, options, source) => {
      const known = transformed.get(filename);
      if (known?.source === source) return known.result;
      const result = transformer.transform(filename, options, source);
      transformed.set(filename, { source, result });
      return result;
    },
  });

const importsLater = (source, filename) => !compiled.has(filename) && /\bimport\(/.test(source);

/** As Jest gives a module what it is called with, but bound to no context, so that it can run in that of each test file. */
function scriptOf(source, filename, parameters) {
  const known = compiled.get(filename);
  if (known?.source === source) return known.script;
  const head = `(function (${parameters.join(",")}) {`;
  const script = new Script(`${head}${source}\n})`, { filename, columnOffset: -head.length });
  compiled.set(filename, { source, script });
  return script;
}

/**
 * Jest's own, but for packages that every worker loads once, and not again for each test file: half of a run is saved; and
 * but for every other module, its own among them, which is read, transformed and compiled once too: a fifth.
 */
class SharingRuntime extends Runtime {
  constructor(config, environment, resolver, transformer, read, ...others) {
    for (const [file, source] of read) sources.set(file, source);
    super(config, environment, resolver, transformingOnce(transformer), sources, ...others);
    const { executor } = this;
    const compile = executor.compile.bind(executor);
    executor.compile = (source, filename) => {
      const context = executor.environment.getVmContext();
      const isLoadedOnce = filename === executor.testPath;
      // What is in error, or loads by import(), is Jest's affair.
      if (context === null || isLoadedOnce || importsLater(source, filename)) return compile(source, filename);
      try {
        return scriptOf(source, filename, executor.injectedModuleParameters).runInContext(context);
      } catch {
        return compile(source, filename);
      }
    };
  }

  requireModuleOrMock(from, name) {
    return shared.test(name) ? require(name) : super.requireModuleOrMock(from, name);
  }
}

module.exports = { __esModule: true, default: SharingRuntime };
