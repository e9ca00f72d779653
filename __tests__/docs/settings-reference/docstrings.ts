import { dirname, posix } from "node:path";
import ts from "typescript";
import { sourceFiles } from "../../architecture/source-files";

/** What the source says of a setting. */
export interface Docstring {
  /** What the setting does, in Markdown. */
  readonly effect: string;
  /** By the name of the tag: `default`, `cost`. */
  readonly tags: Readonly<Record<string, string>>;
}

/** An expression of the schema's source. */
export interface Source {
  readonly node: ts.Node;
  readonly file: string;
}

/** A setting in the source: its docstrings, the property's own first, and the expression of its schema. */
interface Property {
  readonly key: string;
  readonly docstrings: readonly Docstring[];
  readonly value: Source;
}

/**
 * The properties of the groups that an expression makes. Nothing is evaluated: whatever is handed to a call, such as
 * `z.strictObject` or `guarded`, and whatever a function of the source returns, is a part of what the expression makes.
 */
export class SchemaSource {
  private readonly files = new Map<string, ts.SourceFile>();
  private readonly known = new Map<ts.Node, readonly Property[]>();

  /** @param folders of the repository */
  constructor(...folders: readonly string[]) {
    for (const { path, text } of sourceFiles(...folders)) {
      this.files.set(path, ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true));
    }
  }

  /** The expression, or the type, that a file gives a name. */
  named(file: string, name: string): Source {
    const found = this.resolve(name, file);
    if (found === undefined) throw new Error(`${file} has no ${name}`);
    return found.value;
  }

  propertiesOf(source: Source): readonly Property[] {
    const known = this.known.get(source.node);
    if (known !== undefined) return known;
    this.known.set(source.node, []);
    const found = this.collect(source);
    this.known.set(source.node, found);
    return found;
  }

  private collect({ node, file }: Source): Property[] {
    const within = (...nodes: readonly (ts.Node | undefined)[]): Property[] =>
      nodes.flatMap((inner) => (inner === undefined ? [] : [...this.propertiesOf({ node: inner, file })]));
    if (ts.isObjectLiteralExpression(node)) {
      // What comes later replaces what was there.
      return [...node.properties].reverse().flatMap((property) => {
        if (ts.isSpreadAssignment(property)) return within(property.expression);
        const value = ts.isPropertyAssignment(property) ? property.initializer : property.name;
        return [this.property(property, { node: value, file })];
      });
    }
    if (ts.isTypeLiteralNode(node))
      return node.members.flatMap((member) =>
        ts.isPropertySignature(member) && member.type !== undefined
          ? [this.property(member, { node: member.type, file })]
          : [],
      );
    if (ts.isIdentifier(node)) {
      const named = this.resolve(node.text, file);
      return named === undefined ? [] : [...this.propertiesOf(named.value)];
    }
    // What a call is given comes before what it is called on: `extend` replaces settings.
    if (ts.isCallExpression(node)) return within(...node.arguments, node.expression);
    if (ts.isPropertyAccessExpression(node)) return within(node.expression);
    if (ts.isArrayLiteralExpression(node)) return within(...node.elements);
    if (ts.isFunctionDeclaration(node) || ts.isArrowFunction(node)) return within(...returnedBy(node));
    if (ts.isIntersectionTypeNode(node)) return within(...node.types);
    if (ts.isTypeReferenceNode(node)) return within(node.typeName, ...(node.typeArguments ?? []));
    if (ts.isTypeQueryNode(node)) return within(node.exprName);
    return ts.isParenthesizedExpression(node) || ts.isSpreadElement(node) ? within(node.expression) : [];
  }

  private property(node: ts.ObjectLiteralElementLike | ts.PropertySignature, value: Source): Property {
    const own = docstringOf(node);
    const docstrings = [...(own === undefined ? [] : [own]), ...this.docstringsOfNames(value)];
    return { key: (node.name as ts.Identifier).text, docstrings, value };
  }

  /** The docstring of the name that an expression begins with: `rotationDays` in `rotationDays.optional()`. */
  private docstringsOfNames({ node, file }: Source): Docstring[] {
    if (ts.isCallExpression(node) || ts.isPropertyAccessExpression(node))
      return this.docstringsOfNames({ node: node.expression, file });
    const named = ts.isIdentifier(node) ? this.resolve(node.text, file) : undefined;
    if (named === undefined) return [];
    return [...(named.docstring === undefined ? [] : [named.docstring]), ...this.docstringsOfNames(named.value)];
  }

  private resolve(name: string, file: string): { docstring: Docstring | undefined; value: Source } | undefined {
    for (const statement of this.files.get(file)?.statements ?? []) {
      if (ts.isVariableStatement(statement)) {
        const declared = statement.declarationList.declarations.find((one) => one.name.getText() === name);
        if (declared?.initializer === undefined) continue;
        const isFunction = ts.isArrowFunction(declared.initializer);
        const docstring = isFunction ? undefined : docstringOf(statement);
        return { docstring, value: { node: declared.initializer, file } };
      }
      if (ts.isFunctionDeclaration(statement) && statement.name?.text === name)
        return { docstring: undefined, value: { node: statement, file } };
      if (ts.isTypeAliasDeclaration(statement) && statement.name.text === name)
        return { docstring: docstringOf(statement), value: { node: statement.type, file } };
      if (!ts.isImportDeclaration(statement)) continue;
      const bindings = statement.importClause?.namedBindings;
      const path = (statement.moduleSpecifier as ts.StringLiteral).text;
      if (!path.startsWith(".") || bindings === undefined || !ts.isNamedImports(bindings)) continue;
      if (bindings.elements.some((element) => element.name.text === name))
        return this.resolve(name, `${posix.join(dirname(file), path)}.ts`);
    }
    return undefined;
  }
}

function returnedBy({ body }: ts.ArrowFunction | ts.FunctionDeclaration): ts.Node[] {
  if (body === undefined) return [];
  if (!ts.isBlock(body)) return [body];
  return body.statements.flatMap((statement) =>
    ts.isReturnStatement(statement) && statement.expression !== undefined ? [statement.expression] : [],
  );
}

function docstringOf(node: ts.Node): Docstring | undefined {
  const comment = ts.getJSDocCommentsAndTags(node).findLast((part) => ts.isJSDoc(part));
  if (comment === undefined || !ts.isJSDoc(comment)) return undefined;
  const tags = (comment.tags ?? []).map((tag) => [tag.tagName.text, textOf(tag.comment)] as const);
  return { effect: textOf(comment.comment), tags: Object.fromEntries(tags) };
}

/** Lines that are wrapped become one; a new paragraph and an item of a list stay. */
const textOf = (comment: string | ts.NodeArray<ts.JSDocComment> | undefined): string =>
  (ts.getTextOfJSDocComment(comment) ?? "").trim().replaceAll(/(?<!\n)\n(?!\n|- )/g, " ");
