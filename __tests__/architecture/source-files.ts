import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { dirname, join, posix, relative, resolve } from "node:path";
import ts from "typescript";
import { repository } from "../../tools/shared/repository";

export interface SourceFile {
  /** From the repository's folder: `modules/edge/waf/web-acl.ts`. */
  readonly path: string;
  readonly text: string;
}

/** The TypeScript files under some folders, or files, of the repository. */
export function sourceFiles(...roots: readonly string[]): SourceFile[] {
  return roots.flatMap(pathsUnder).map((path) => ({ path, text: readFileSync(join(repository, path), "utf8") }));
}

function pathsUnder(root: string): string[] {
  if (root.endsWith(".ts")) return [root];
  const folder = join(repository, root);
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".ts"))
    .map((path) => posix.join(root, ...path.split(/[\\/]/)))
    .sort();
}

/**
 * What a file imports, in whichever way: a file of the repository by its path, `node:` for what comes with Node.js, and a
 * package by the whole of what is written.
 */
export function importsOf({ path, text }: SourceFile): string[] {
  const { importedFiles } = ts.preProcessFile(text, true, true);
  return importedFiles.map(({ fileName }) => {
    if (!fileName.startsWith(".")) return builtinModules.includes(fileName) ? `node:${fileName}` : fileName;
    const found = relative(repository, resolve(repository, dirname(path), fileName)).replaceAll("\\", "/");
    return found === "" ? "." : found;
  });
}

/** Whether a file has something that can go wrong: a function or a class, and not types and plain values alone. */
export function hasCode({ path, text }: SourceFile): boolean {
  const visit = (node: ts.Node): boolean =>
    ts.isFunctionLike(node) && !ts.isFunctionTypeNode(node) && !ts.isMethodSignature(node)
      ? true
      : (ts.forEachChild(node, (child) => visit(child) || undefined) ?? false);
  return visit(ts.createSourceFile(path, text, ts.ScriptTarget.ES2022));
}

/** The places at which a file uses a property of a global object, such as `process.env`: by the words of the source. */
export function usesOf({ path, text }: SourceFile, expressions: readonly string[]): string[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAccessExpression(node) || ts.isNewExpression(node)) {
      const words = ts.isNewExpression(node) ? `new ${node.expression.getText(source)}` : node.getText(source);
      if (expressions.includes(words)) found.push(words);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** What is committed or about to be, as text; nothing where the project is not a clone. */
export function committedFiles(): SourceFile[] {
  if (!existsSync(join(repository, ".git"))) return [];
  return execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
    cwd: repository,
    encoding: "utf8",
    maxBuffer: 1 << 26,
  })
    .split("\0")
    .filter((path) => path !== "" && existsSync(join(repository, path)))
    .map((path) => ({ path, text: readFileSync(join(repository, path), "utf8") }));
}
