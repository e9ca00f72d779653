import path from "node:path";

/** The folder of the project, wherever it was cloned to and wherever a tool is called from. */
export const repository = path.resolve(__dirname, "../..");
