import { acceptedString, valuesOfAcceptedString } from "../../../functions/shared/accepted-values";

const value = "a".repeat(32);

test("what is written is what is read, none too", () => {
  for (const values of [[], [value], [value, "B".repeat(32)]]) {
    expect(valuesOfAcceptedString(acceptedString(values))).toEqual(values);
  }
});

test.each(["", "[]", `{"ACCEPTED":"${value}"}`, `{"ACCEPTED":["${value}x"]}`, `{"HEADERVALUE":"${value}"}`])(
  "refuses %j in words that have nothing of it",
  (text) => {
    expect(() => valuesOfAcceptedString(text)).toThrow(
      'the version is not of the form {"ACCEPTED":["<32 letters and digits>"]}',
    );
  },
);
