import { httpsOrigin } from "../../../../../stacks/environments/schema/edge/https-origin";

const origin = httpsOrigin("give an origin");

test.each(["https://app.example.com", "https://localhost:8443", "https://a.example:1", "https://a.example:65535"])(
  "%s is one",
  (given) => {
    expect(origin.safeParse(given).success).toBe(true);
  },
);

test.each([
  "http://app.example.com",
  "https://App.example.com",
  "https://app.example.com/",
  "https://*.example.com",
  "https://app.example.com:",
  "https://app.example.com:0",
  "https://app.example.com:443",
  "https://app.example.com:08443",
  "https://app.example.com:65536",
  "https://app.example.com:99999",
  "https://-a.example.com",
])("%s is not an origin that a browser sends", (given) => {
  expect(origin.safeParse(given).error?.issues.map(({ message }) => message)).toEqual(["give an origin"]);
});
