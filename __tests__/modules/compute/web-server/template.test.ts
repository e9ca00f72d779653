import fc from "fast-check";
import { fill } from "../../../../modules/compute/web-server/template";

const word = fc.stringMatching(/^[A-Za-z]{1,12}$/);
const harmless = fc.stringMatching(/^[A-Za-z0-9._/:-]{1,20}$/);

test("puts each value where its name stands and changes nothing else", () => {
  fc.assert(
    fc.property(fc.dictionary(word, harmless), fc.string(), (values, between) => {
      const plain = between.replaceAll("{", "");
      const template = Object.keys(values).reduce((text, name) => `${text}{{${name}}}${plain}`, plain);
      const expected = Object.values(values).reduce((text, value) => `${text}${value}${plain}`, plain);
      expect(fill("a.conf", template, values)).toBe(expected);
    }),
  );
});

test("names each value that is missing, each that has no place and each that could end its directive", () => {
  expect(() => fill("a.conf", "{{user}} {{port}}", { path: "/x", port: "80; evil" })).toThrow(
    [
      "a.conf: {{user}} has no value; give one",
      'a.conf: the value "path" is used nowhere; remove the value, or write {{path}} into the template',
      'a.conf: port is "80; evil"; use letters, digits and . _ - / : alone',
    ].join("\n"),
  );
});

test.each(["{{ user }}", "{{user_name}}", "{{"])("refuses %s, which would be left over", (template) => {
  expect(() => fill("a.conf", template, {})).toThrow(
    'a.conf: "{{" is left after all values are filled in; give a name of letters alone, such as {{healthPath}}',
  );
});

test.each(["", " ", "a b", "a;b", "a\nb", 'a"b', "a{b", "a}b", "$a", "${TfToken[TOKEN.1]}", "a\\b", "a'b", "a#b"])(
  "refuses the value %j",
  (value) => {
    expect(() => fill("a.conf", "{{name}}", { name: value })).toThrow("a.conf: name is");
  },
);
