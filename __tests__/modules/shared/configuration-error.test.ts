import { ConfigurationError } from "../../../modules/shared/configuration-error";

test("holds every fault and says each on a line of its own", () => {
  const error = new ConfigurationError(["one is 1; give 2", "other is missing; give 3"]);
  expect(error.faults).toEqual(["one is 1; give 2", "other is missing; give 3"]);
  expect(error.message).toBe("one is 1; give 2\nother is missing; give 3");
});

test("is thrown where there is a fault, and only there", () => {
  expect(() => {
    ConfigurationError.throwIfAny([]);
  }).not.toThrow();
  expect(() => {
    ConfigurationError.throwIfAny(["a is 1; give 2"]);
  }).toThrow(ConfigurationError.of("a is 1; give 2"));
});
