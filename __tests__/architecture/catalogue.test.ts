import { join } from "node:path";
import ts from "typescript";
import { catalogue } from "../../controls/catalogue";
import type { CataloguedControl } from "../../controls/control";
import { excusesOf } from "../../controls/departures";
import { databaseDepartureControls } from "../../controls/rules/databases";
import type { Control } from "../../controls/rules/model";
import { userDepartureControls } from "../../controls/rules/users";
import { weakerValueControls } from "../../controls/rules/weaker-values";
import { repository } from "../../tools/shared/repository";
import { everyEnvironment } from "../support/controls";
import { isControlled } from "../support/weaknesses";
import { sourceFiles, type SourceFile } from "./source-files";

interface Exported {
  /** The name that the rule is exported by. */
  readonly name: string;
  readonly control: Control;
}

/** Functions of `controls/rules/` that take the stacks and give violations: by their types, as they are written. */
function exportedControls(files: readonly SourceFile[]): Exported[] {
  return files.flatMap(({ path, text }) => {
    const exports = jest.requireActual<Readonly<Record<string, Control>>>(join(repository, path));
    return namesOfControls(path, text).map((name) => ({ name, control: exports[name] as Control }));
  });
}

function namesOfControls(path: string, text: string): string[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022);
  return source.statements.flatMap((statement) => {
    if (!ts.isFunctionDeclaration(statement) || statement.name === undefined) return [];
    const { modifiers = [], parameters, type } = statement;
    if (!modifiers.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)) return [];
    return parameters.length === 1 && type?.getText(source) === "Violation[]" ? [statement.name.text] : [];
  });
}

const rules = sourceFiles("controls/rules");
const controls = exportedControls(rules);

test("every control of controls/rules/ is in the catalogue, or finds what a departure excuses there", () => {
  const catalogued = new Set(catalogue.flatMap((one) => [one.check, ...Object.values(excusesOf(one))]));
  expect(controls.length).toBeGreaterThan(60);
  expect(controls.filter(({ control }) => !catalogued.has(control)).map(({ name }) => name)).toEqual([]);
});

test("every control of a table of settings is in the catalogue", () => {
  const settings = Object.keys({ ...databaseDepartureControls, ...userDepartureControls, ...weakerValueControls });
  expect(settings.length).toBeGreaterThan(40);
  expect(settings.filter((setting) => !isControlled(setting))).toEqual([]);
});

test("every id is in kebab case, and of one control", () => {
  const ids = catalogue.map(({ id }) => id);
  expect(ids.filter((id) => !/^[a-z0-9]+(-[a-z0-9]+)+$/.test(id))).toEqual([]);
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
});

test("every control has one sentence, which no other control has", () => {
  const sentences = catalogue.map(({ sentence }) => sentence);
  expect(sentences.filter((one) => !/^[A-Z][^.]*(\.\d[^.]*)*\.$/.test(one))).toEqual([]);
  expect(sentences.filter((one, index) => sentences.indexOf(one) !== index)).toEqual([]);
});

/** The places at which a test file uses a name that it imports, apart from the sweep over every environment. */
function usesBesidesTheSweep({ path, text }: SourceFile, name: string): number {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true);
  let local: string | undefined;
  const aliases = new Set<string>();
  let uses = 0;
  const visit = (node: ts.Node): void => {
    if (ts.isImportSpecifier(node)) {
      if ((node.propertyName ?? node.name).text === name) aliases.add((local = node.name.text));
      return;
    }
    if (ts.isVariableDeclaration(node) && node.initializer && ts.isIdentifier(node.initializer)) {
      if (aliases.has(node.initializer.text) && ts.isIdentifier(node.name)) {
        aliases.add(node.name.text);
        return;
      }
    }
    if (ts.isCallExpression(node) && node.expression.getText(source) === "holdsInEveryEnvironment") return;
    if (ts.isIdentifier(node) && aliases.has(node.text)) uses += 1;
    ts.forEachChild(node, visit);
  };
  visit(source);
  return local === undefined ? 0 : uses;
}

const tests = sourceFiles("__tests__/controls");

const isBrokenByName = (name: string): boolean => tests.some((file) => usesBesidesTheSweep(file, name) > 0);

/** A setting in a list of fixtures, such as that of `departures.test.ts`, as a whole or by its last parts. */
const isBrokenBySetting = (setting: string): boolean => {
  const parts = setting.split(".");
  const endings = parts.map((_, index) => parts.slice(index).join(".")).filter((ending) => ending.includes("."));
  return tests.some(({ text }) => [setting, ...endings].some((ending) => text.includes(`"${ending}"`)));
};

/** The controls that no test breaks: neither a fixture, nor an environment that departs from what the control wants. */
async function unbroken(all: readonly CataloguedControl[]): Promise<string[]> {
  const environments = Object.values(await everyEnvironment());
  return all
    .filter((one) => {
      const names = controls.filter(({ control }) => control === one.check).map(({ name }) => name);
      const settings = Object.keys(excusesOf(one));
      return (
        !names.some(isBrokenByName) &&
        !settings.some(isBrokenBySetting) &&
        !environments.some(({ stacks }) => one.check(stacks).length > 0)
      );
    })
    .map(({ id }) => id);
}

test("every control has a test in __tests__/controls/ that breaks what it guarantees", async () => {
  expect(await unbroken(catalogue)).toEqual([]);
}, 60_000);

test("finds a control that no test breaks", async () => {
  const extra: CataloguedControl = { id: "extra-control", sentence: "Nothing.", check: () => [] };
  expect(await unbroken([extra])).toEqual(["extra-control"]);
}, 60_000);

test("finds a control that only the sweep uses", () => {
  const text = (more: string) =>
    `import { a as control } from "../../controls/rules/a"; const b = control; holdsInEveryEnvironment(b); ${more}`;
  expect(usesBesidesTheSweep({ path: "a.test.ts", text: text("") }, "a")).toBe(0);
  expect(usesBesidesTheSweep({ path: "a.test.ts", text: text('findsWhen(b, "c", () => {}, []);') }, "a")).toBe(1);
});
