import { corsConfiguration, type Cors } from "../../../../modules/edge/http-api/cors";

test("admits the named origins, the routes' methods and a token, without credentials", () => {
  expect(corsConfiguration({ origins: ["https://app.example.com"] }, ["POST", "GET", "POST"])).toEqual({
    allowOrigins: ["https://app.example.com"],
    allowCredentials: false,
    allowMethods: ["GET", "POST"],
    allowHeaders: ["authorization", "content-type"],
    maxAge: 3600,
  });
});

test("admits additional named headers", () => {
  const cors = {
    origins: ["https://app.example.com"],
    credentials: true,
    headers: ["authorization", "x-trace"],
    exposedHeaders: ["x-request-id"],
    maxAgeSeconds: 0,
  };
  expect(corsConfiguration(cors, ["GET"])).toEqual({
    allowOrigins: ["https://app.example.com"],
    allowCredentials: true,
    allowMethods: ["GET"],
    allowHeaders: ["authorization", "x-trace"],
    exposeHeaders: ["x-request-id"],
    maxAge: 0,
  });
});

test("the types refuse every origin together with credentials", () => {
  // @ts-expect-error -- it does not compile, which is the guarantee
  const everyOrigin: Cors = { origins: "*", credentials: true };
  expect(everyOrigin.origins).toBe("*");
});
