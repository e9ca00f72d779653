import type { Access } from "../../../analysis/policies/difference";

/** A judge of another kind than the engine: it asks of each request of a small world whether a policy allows the request. */
export type Context = Readonly<Record<string, string | readonly string[] | undefined>>;

export interface World {
  readonly principals: readonly string[];
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly contexts: readonly Context[];
}

export interface WrittenStatement {
  readonly [element: string]: unknown;
  readonly Effect: string;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

const expressions = new Map<string, RegExp>();

export function matches(pattern: string, text: string): boolean {
  let expression = expressions.get(pattern);
  if (expression === undefined) {
    const source = pattern
      .replace(/[.+^$()|[\]\\{}]/g, "\\$&")
      .replace(/\*/g, "[^]*")
      .replace(/\?/g, "[^]");
    expressions.set(pattern, (expression = new RegExp(`^${source}$`)));
  }
  return expression.test(text);
}

/** Of an ARN, as AWS may mean it too: a `*` or `?` inside of a segment does not cross `:`; a `*` at its end does. */
export function matchesWithinSegments(pattern: string, text: string): boolean {
  const source = pattern
    .replace(/[.+^$()|[\]\\{}]/g, "\\$&")
    .replace(/\?/g, "[^:]")
    .replace(/\*+(?=:|$)/g, "\u0000")
    .replace(/\*+/g, "[^:]*")
    .replace(/\0/g, "[^]*");
  return new RegExp(`^${source}$`).test(text);
}

const list = (value: unknown): string[] => (Array.isArray(value) ? value : [value]) as string[];

const whole = (address: string): number => address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
const inBlock = (block: string, address: string): boolean => {
  const [network = "", bits = "32"] = block.split("/");
  const size = 2 ** (32 - Number(bits));
  return Math.floor(whole(network) / size) === Math.floor(whole(address) / size);
};

const compare: Readonly<Record<string, (value: string, wanted: string) => boolean>> = {
  StringEquals: (value, wanted) => value === wanted,
  StringEqualsIgnoreCase: (value, wanted) => value.toLowerCase() === wanted.toLowerCase(),
  StringLike: (value, wanted) => matches(wanted, value),
  Bool: (value, wanted) => value === wanted,
  IpAddress: (value, wanted) => inBlock(wanted, value),
  NumericEquals: (value, wanted) => Number(value) === Number(wanted),
  NumericLessThan: (value, wanted) => Number(value) < Number(wanted),
  NumericLessThanEquals: (value, wanted) => Number(value) <= Number(wanted),
  NumericGreaterThan: (value, wanted) => Number(value) > Number(wanted),
  NumericGreaterThanEquals: (value, wanted) => Number(value) >= Number(wanted),
};

function fulfils(operator: string, key: string, wanted: readonly string[], context: Context): boolean {
  const value = context[key];
  if (operator === "Null") return wanted.includes(String(value === undefined));
  if (operator.endsWith("IfExists"))
    return value === undefined || fulfils(operator.slice(0, -"IfExists".length), key, wanted, context);
  const [quantifier, name] = operator.includes(":") ? (operator.split(":") as [string, string]) : ["", operator];
  const positive = name === "NotIpAddress" ? "IpAddress" : name.replace(/^(String|Numeric)Not/, "$1");
  const holds = (one: string): boolean =>
    wanted.some((other) => compare[positive]?.(one, other) === true) === (positive === name);
  if (value === undefined) return quantifier === "" ? positive !== name : quantifier === "ForAllValues";
  if (quantifier === "ForAllValues") return list(value).every(holds);
  return list(value).some(holds);
}

/** `direct AWS arn` or `delegated AWS arn`: who has access by the policy, and who by the account's own policies. */
function isPrincipal(principal: unknown, who: string, isDeny: boolean): boolean {
  if (principal === "*") return true;
  return Object.entries(principal as Record<string, unknown>).some(([kind, values]) =>
    list(values).some((value) => {
      if (kind !== "AWS") return who === `direct ${kind} ${value}`;
      if (value === "*") return true;
      const id = /^(?:arn:aws:iam::)?(\d{12})(?::root)?$/.exec(value)?.[1];
      if (id !== undefined)
        return new RegExp(` AWS arn:aws:(iam|sts)::${id}:`).test(who) && (isDeny || who.startsWith("delegated"));
      const role = who.replace(/:sts:(.*):assumed-role\/([^/]+)\/.*$/, ":iam:$1:role/$2");
      return role.endsWith(` AWS ${value}`) && (isDeny || who.startsWith("direct"));
    }),
  );
}

/** For each part of a request, which of the world's the statement is about. */
function about(statement: WrittenStatement, world: World): boolean[][] {
  const isDeny = statement.Effect === "Deny";
  const either = (yes: string, no: string, values: readonly string[], lower: boolean): boolean[] => {
    const normal = (one: string): string => (lower ? one.toLowerCase() : one);
    return values.map((value) =>
      no in statement
        ? !list(statement[no]).some((one) => matches(normal(one), value))
        : !(yes in statement) || list(statement[yes]).some((one) => matches(normal(one), value)),
    );
  };
  return [
    world.principals.map((who) => {
      if ("NotPrincipal" in statement) return !isPrincipal(statement["NotPrincipal"], who, true);
      return !("Principal" in statement) || isPrincipal(statement["Principal"], who, isDeny);
    }),
    either("Action", "NotAction", world.actions, true),
    either("Resource", "NotResource", world.resources, false),
    world.contexts.map((context) =>
      Object.entries(statement.Condition ?? {}).every(([operator, keys]) =>
        Object.entries(keys).every(([key, values]) => fulfils(operator, key, list(values), context)),
      ),
    ),
  ];
}

/** One number of 0 or 1 for each request of the world. */
export type Requests = Uint8Array;

function mark(
  into: Requests,
  world: World,
  [who = [], what = [], where = [], when = []]: boolean[][],
  value: number,
): void {
  const [actions, resources, contexts] = [world.actions.length, world.resources.length, world.contexts.length];
  for (let p = 0; p < who.length; p += 1)
    for (let a = 0; who[p] === true && a < actions; a += 1)
      for (let r = 0; what[a] === true && r < resources; r += 1)
        for (let c = 0; where[r] === true && c < contexts; c += 1)
          if (when[c] === true) into[((p * actions + a) * resources + r) * contexts + c] = value;
}

const none = (world: World): Requests =>
  new Uint8Array(world.principals.length * world.actions.length * world.resources.length * world.contexts.length);

export function allowed(statements: readonly WrittenStatement[], world: World): Requests {
  const requests = none(world);
  for (const effect of ["Allow", "Deny"])
    for (const one of statements.filter(({ Effect }) => Effect === effect))
      mark(requests, world, about(one, world), effect === "Allow" ? 1 : 0);
  return requests;
}

/** The requests that the engine's answer is about. */
export function told(access: Access, world: World): Requests {
  const requests = none(world);
  const has = (set: Access["action"], text: string): boolean =>
    set.all.every((union) => union.some((one) => matches(one, text))) && !set.none.some((one) => matches(one, text));
  const hold = (clauses: Access["clauses"], context: Context): boolean =>
    clauses.every(({ operator, key, values }) => fulfils(operator, key, values, context));
  const marks = [
    world.principals.map((one) => has(access.principal, one)),
    world.actions.map((one) => has(access.action, one)),
    world.resources.map((one) => has(access.resource, one)),
    world.contexts.map((one) => hold(access.clauses, one) && !access.unless.some((clauses) => hold(clauses, one))),
  ];
  mark(requests, world, marks, 1);
  return requests;
}
