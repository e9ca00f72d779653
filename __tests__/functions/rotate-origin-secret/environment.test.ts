import { readVariables } from "../../../functions/rotate-origin-secret/environment";

const firewall = {
  PATTERN_SET_ID: "00000000-0000-0000-0000-000000000000",
  PATTERN_SET_NAME: "lab-edge-origin",
  PATTERN_SET_SCOPE: "REGIONAL",
  ORIGIN_URLS: "https://abcdef1234.execute-api.eu-west-1.amazonaws.com/live/",
};
const functions = { ACCEPTED_LABEL: "ACCEPTED" };
const alone = {
  SECRET_ARN: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:lab-origin-AbCdEf",
  HEADER_NAME: "x-origin-verify",
  LAG_SECONDS: "518400",
  SETTLE_SECONDS: "300",
};
const common = { ...alone, ...firewall };
const store = {
  KEY_VALUE_STORE_ARN: "arn:aws:cloudfront::111122223333:key-value-store/00000000-0000-0000-0000-000000000000",
  KEY_VALUE_STORE_KEY: "current",
};
const origins = { DISTRIBUTION_ORIGINS: "E123ABC/rest-api,E456DEF/web-0f3a" };

test.each([
  { ...common, ...store },
  { ...common, ...origins },
  { ...common, ...store, ...origins, ORIGIN_URLS: "https://a.example.com/,https://b.example.com/x" },
  { ...alone, ...functions, ...store },
  { ...common, ...functions, ...store },
])("reads where CloudFront takes the value from: %#", (variables) => {
  expect(readVariables({ ...variables, AWS_REGION: "eu-west-1" })).toEqual(variables);
});

test.each([
  {},
  common,
  { ...common, KEY_VALUE_STORE_ARN: store.KEY_VALUE_STORE_ARN },
  { ...common, ...origins, KEY_VALUE_STORE_KEY: "current" },
  { ...common, ...store, SECRET_ARN: "lab-origin" },
  { ...common, ...store, HEADER_NAME: "X-Origin-Verify" },
  { ...common, ...store, PATTERN_SET_SCOPE: "GLOBAL" },
  { ...common, ...store, ORIGIN_URLS: "http://origin.example.com/" },
  { ...common, ...store, ORIGIN_URLS: "" },
  { ...common, ...store, LAG_SECONDS: "0" },
  { ...common, ...store, LAG_SECONDS: "7d" },
  { ...common, ...store, SETTLE_SECONDS: "601" },
  { ...common, ...store, SETTLE_SECONDS: "-1" },
  { ...common, DISTRIBUTION_ORIGINS: "E123ABC" },
  { ...alone, ...store },
  { ...alone, ...functions, ...store, ACCEPTED_LABEL: "AWSCURRENT" },
  { ...alone, ...functions, ...store, PATTERN_SET_ID: firewall.PATTERN_SET_ID },
  { ...alone, ...functions, ...store, ORIGIN_URLS: firewall.ORIGIN_URLS },
  { ...common, DISTRIBUTION_ORIGINS: "E123ABC/rest-api," },
])("begins nothing with the variables %j", (variables) => {
  expect(() => readVariables(variables)).toThrow();
});
