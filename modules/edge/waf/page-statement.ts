import type { NestableStatement } from "./statement";

/** Matches a browser's GET of one of the pages. Programs send other methods, and could not answer a CAPTCHA. */
export function pageStatement(paths: readonly string[]): NestableStatement | undefined {
  const onPaths = pathsStatement(paths);
  if (onPaths === undefined) return undefined;
  return {
    kind: "and",
    statements: [
      {
        kind: "byte_match",
        component: "method",
        positionalConstraint: "EXACTLY",
        searchString: "GET",
        transformations: ["NONE"],
      },
      onPaths,
    ],
  };
}

/** Matches any of the paths, `/login`, or everything below one, `/account/*`; undefined without paths. */
export function pathsStatement(paths: readonly string[]): NestableStatement | undefined {
  const [first, second, ...rest] = paths.map(pathStatement);
  if (first === undefined) return undefined;
  return second === undefined ? first : { kind: "or", statements: [first, second, ...rest] };
}

/** Decodes and normalizes the path first, as a server does: otherwise `/%6Cogin` and `//login` would bypass the rule. */
function pathStatement(path: string): NestableStatement {
  const below = path.endsWith("/*");
  return {
    kind: "byte_match",
    component: "uri_path",
    positionalConstraint: below ? "STARTS_WITH" : "EXACTLY",
    searchString: below ? path.slice(0, -1) : path,
    transformations: ["URL_DECODE", "NORMALIZE_PATH"],
  };
}

export function isPagePath(path: string): boolean {
  const { length } = path;
  return length <= 200 && !path.includes("//") && /^\/([A-Za-z0-9._~/-]*[A-Za-z0-9._~-])?(\/\*)?$/.test(path);
}
