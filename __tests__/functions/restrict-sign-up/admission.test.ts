import fc from "fast-check";
import { admit, SignUpRefused } from "../../../functions/restrict-sign-up/admission";

const domains = ["example.com", "sub.example.org"];
const signUp = (email: unknown, triggerSource = "PreSignUp_SignUp") => ({
  version: "1",
  triggerSource,
  request: { userAttributes: { email }, validationData: null },
  response: { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false },
});

test.each(["a@example.com", "A.B+c@Example.COM", "a@sub.example.org"])("admits %s", (email) => {
  expect(() => {
    admit(signUp(email), domains);
  }).not.toThrow();
  expect(() => {
    admit(signUp(email, "PreSignUp_ExternalProvider"), domains);
  }).not.toThrow();
});

test("lets an administrator invite anybody", () => {
  expect(() => {
    admit(signUp("a@elsewhere.net", "PreSignUp_AdminCreateUser"), domains);
  }).not.toThrow();
});

test.each<[what: string, event: unknown]>([
  ["another domain", signUp("a@elsewhere.net")],
  ["another domain of an identity provider", signUp("a@elsewhere.net", "PreSignUp_ExternalProvider")],
  ["a domain below", signUp("a@mail.example.com")],
  ["a domain that ends alike", signUp("a@notexample.com")],
  ["a domain that starts alike", signUp("a@example.com.net")],
  ["a domain above", signUp("a@example.org")],
  ["two addresses", signUp("a@elsewhere.net@example.com")],
  ["nobody at the domain", signUp("@example.com")],
  ["no domain", signUp("a@")],
  ["no address", signUp(undefined)],
  ["an address that is no text", signUp(["a@example.com"])],
  ["white space behind", signUp("a@example.com ")],
  ["another trigger", signUp("a@example.com", "PostConfirmation_ConfirmSignUp")],
  ["no event", undefined],
])("refuses %s", (_, event) => {
  expect(() => {
    admit(event, domains);
  }).toThrow(SignUpRefused);
});

test("refuses whatever is no sign-up, with the one message that names nobody", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.anything(),
        fc.anything().map((email) => signUp(email)),
      ),
      (event) => {
        expect(() => {
          admit(event, domains);
        }).toThrow(new SignUpRefused());
      },
    ),
  );
});
