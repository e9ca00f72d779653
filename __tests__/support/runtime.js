"use strict";
const Runtime = require("jest-runtime").default;

/** Large, and without anything in them that one test could change for the next. */
const shared = /^(@cdktf\/provider-aws|cdktf|constructs|zod)(\/|$)/;

// Each reference takes a stack trace, which nothing reads, and of which Jest maps every line to its source.
require("cdktf/lib/tokens/private/stack-trace").captureStackTrace = () => [];

/** Jest's own, but for packages that every worker loads once, and not again for each test file: half of a run is saved. */
class SharingRuntime extends Runtime {
  requireModuleOrMock(from, name) {
    return shared.test(name) ? require(name) : super.requireModuleOrMock(from, name);
  }
}

module.exports = { __esModule: true, default: SharingRuntime };
