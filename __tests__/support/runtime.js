"use strict";
const { Script } = require("node:vm");
const Runtime = require("jest-runtime").default;

/** Large, and without anything in them that one test could change for the next. */
const shared = /^(@cdktf\/provider-aws|cdktf|constructs|zod)(\/|$)/;

// Each reference takes a stack trace, which nothing reads, and of which Jest maps every line to its source.
require("cdktf/lib/tokens/private/stack-trace").captureStackTrace = () => [];

/** What every worker reads once, of each file. */
const sources = new Map();

/** Makes something of a file once, as long as it has the same source. */
function oncePerFile(make) {
  const known = new Map();
  return (filename, source, ...more) => {
    const before = known.get(filename);
    if (before?.source === source) return before.made;
    const made = make(filename, source, ...more);
    known.set(filename, { source, made });
    return made;
  };
}

/** By Jest's own transformer, which makes a key of a cache on disk from all of a file each time that a test file loads it. */
const transformed = oncePerFile((filename, source, transformer, options) =>
  transformer.transform(filename, options, source),
);

const transformingOnce = (transformer) =>
  Object.assign(Object.create(transformer), {
    transform: (filename, options, source) => transformed(filename, source, transformer, options),
  });

/**
 * As Jest gives a module what it is called with, but bound to no context, so that it can run in that of each test file.
 * Undefined for what loads by import().
 */
const scriptOf = oncePerFile((filename, source, parameters) => {
  if (/\bimport\(/.test(source)) return undefined;
  const head = `(function (${parameters.join(",")}) {`;
  return new Script(`${head}${source}\n})`, { filename, columnOffset: -head.length });
});

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
      if (context === null || isLoadedOnce) return compile(source, filename);
      // What is in error, or loads by import(), is Jest's affair.
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
}

module.exports = { __esModule: true, default: SharingRuntime };
