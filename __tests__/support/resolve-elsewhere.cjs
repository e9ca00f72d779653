"use strict";
const Module = require("node:module");

/** Folders that packages are resolved to in this process, by the package's name, in place of those of node_modules. */
const folders = JSON.parse(process.env.PALISADE_TEST_PACKAGES);

const resolveFilename = Module._resolveFilename;
Module._resolveFilename = (request, ...more) => {
  const [name, ...inside] = request.split("/");
  const folder = Object.hasOwn(folders, name) ? folders[name] : name;
  return resolveFilename([folder, ...inside].join("/"), ...more);
};
