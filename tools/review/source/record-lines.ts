import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import type ts from "typescript";

/** Where a record writes a setting. */
export interface RecordLine {
  /** Relative to the folder that the records are looked up from. */
  readonly file: string;
  readonly line: number;
}

/** The module of the environments, unless PALISADE_RECORDS names another. */
export const ownRecords = "stacks/environments/index.ts";

/**
 * The line of each setting that the record of an environment writes itself, by the path of the setting. What a preset, a spread
 * or another constant gives has no line. A module that cannot be read has no lines.
 *
 * @param parser of TypeScript
 * @param module the module that exports `environments`
 * @param from the folder that files are named from
 */
export function recordLines(
  parser: typeof ts,
  environment: string,
  module: string,
  from: string,
): ReadonlyMap<string, RecordLine> {
  const reader = new Reader(parser, from);
  const found = reader.recordOf(environment, path.resolve(from, module));
  return found === undefined ? new Map() : reader.linesOf(found.record, found.source);
}

interface Found {
  readonly record: ts.ObjectLiteralExpression;
  readonly source: ts.SourceFile;
}

class Reader {
  constructor(
    private readonly parser: typeof ts,
    private readonly from: string,
  ) {}

  /** The object of an environment, in the module itself or in the module that the name is imported from. */
  recordOf(environment: string, file: string): Found | undefined {
    const source = this.read(file);
    if (source === undefined) return undefined;
    const own = this.constant(source, environment);
    if (own !== undefined) return { record: own, source };
    const property = this.constant(source, "environments")?.properties.find((one) => this.nameOf(one) === environment);
    if (property === undefined) return undefined;
    if (this.parser.isPropertyAssignment(property)) {
      const value = this.objectOf(property.initializer);
      if (value !== undefined) return { record: value, source };
    }
    const name = this.identifierOf(property, environment);
    const local = this.constant(source, name);
    if (local !== undefined) return { record: local, source };
    const imported = this.importOf(source, name);
    if (imported === undefined) return undefined;
    const other = this.read(path.resolve(path.dirname(file), imported.module));
    const record = other === undefined ? undefined : this.constant(other, imported.name);
    return other === undefined || record === undefined ? undefined : { record, source: other };
  }

  linesOf(record: ts.ObjectLiteralExpression, source: ts.SourceFile): ReadonlyMap<string, RecordLine> {
    const lines = new Map<string, RecordLine>();
    const file = path.relative(this.from, source.fileName);
    const visit = (value: ts.Expression, above: string): void => {
      const inner = this.unwrapped(value);
      if (this.parser.isArrayLiteralExpression(inner)) for (const one of inner.elements) visit(one, above);
      if (!this.parser.isObjectLiteralExpression(inner)) return;
      for (const property of inner.properties) {
        const name = this.nameOf(property);
        if (name === undefined) continue;
        const setting = above === "" ? name : `${above}.${name}`;
        const { line } = source.getLineAndCharacterOfPosition(property.getStart(source));
        // Of several elements of a list the first is as good as any.
        if (!lines.has(setting)) lines.set(setting, { file, line: line + 1 });
        if (this.parser.isPropertyAssignment(property)) visit(property.initializer, setting);
      }
    };
    visit(record, "");
    return lines;
  }

  private read(file: string): ts.SourceFile | undefined {
    const candidates = [file, `${file}.ts`, `${file}.mts`, `${file}.js`, path.join(file, "index.ts")];
    const found = candidates.find((one) => /\.[cm]?[jt]s$/.test(one) && existsSync(one));
    if (found === undefined) return undefined;
    return this.parser.createSourceFile(found, readFileSync(found, "utf8"), this.parser.ScriptTarget.Latest, true);
  }

  private constant(source: ts.SourceFile, name: string): ts.ObjectLiteralExpression | undefined {
    for (const statement of source.statements) {
      if (!this.parser.isVariableStatement(statement)) continue;
      const declared = statement.declarationList.declarations.find((one) => one.name.getText(source) === name);
      const value = declared?.initializer === undefined ? undefined : this.objectOf(declared.initializer);
      if (value !== undefined) return value;
    }
    return undefined;
  }

  private importOf(
    source: ts.SourceFile,
    name: string,
  ): { readonly module: string; readonly name: string } | undefined {
    for (const statement of source.statements) {
      if (!this.parser.isImportDeclaration(statement) || !this.parser.isStringLiteral(statement.moduleSpecifier))
        continue;
      const bindings = statement.importClause?.namedBindings;
      if (bindings === undefined || !this.parser.isNamedImports(bindings)) continue;
      const element = bindings.elements.find((one) => one.name.text === name);
      if (element !== undefined)
        return { module: statement.moduleSpecifier.text, name: (element.propertyName ?? element.name).text };
    }
    return undefined;
  }

  private objectOf(value: ts.Expression): ts.ObjectLiteralExpression | undefined {
    const inner = this.unwrapped(value);
    return this.parser.isObjectLiteralExpression(inner) ? inner : undefined;
  }

  private unwrapped(value: ts.Expression): ts.Expression {
    const isWrapper =
      this.parser.isAsExpression(value) ||
      this.parser.isSatisfiesExpression(value) ||
      this.parser.isParenthesizedExpression(value);
    return isWrapper ? this.unwrapped(value.expression) : value;
  }

  private nameOf({ name }: ts.ObjectLiteralElementLike): string | undefined {
    return name !== undefined && (this.parser.isIdentifier(name) || this.parser.isStringLiteral(name))
      ? name.text
      : undefined;
  }

  private identifierOf(property: ts.ObjectLiteralElementLike, otherwise: string): string {
    return this.parser.isPropertyAssignment(property) && this.parser.isIdentifier(property.initializer)
      ? property.initializer.text
      : otherwise;
  }
}
