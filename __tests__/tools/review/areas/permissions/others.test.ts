import { changed, created, linesBack, linesOf, same, role } from "./policies";

test("a grant of a key is told by what the grantee may do, and its constraint by what it asks for", () => {
  const grant = { key_id: "k", grantee_principal: "arn:aws:iam::111122223333:role/app", operations: ["Decrypt"] };
  const constrained = {
    ...grant,
    constraints: [{ encryption_context_subset: { app: "web" }, encryption_context_equals: {} }],
  };
  expect(linesOf(created("aws_kms_grant.a", grant))).toEqual([
    "privilege gained, weaker: key grant a: refused → arn:aws:iam::111122223333:role/app: kms:Decrypt",
  ]);
  const resources = [changed("aws_kms_grant.a", {}, constrained, grant)];
  expect(linesOf(...resources).map((line) => line.replace(/ → .*/, ""))).toEqual([
    "privilege gained, weaker: key grant a: arn:aws:iam::111122223333:role/app: kms:Decrypt if kms:EncryptionContext:app StringEquals web",
  ]);
  expect(linesBack(created("aws_kms_grant.a", grant)).map((line) => line.replace(/:.*/, ""))).toEqual([
    "privilege gained, stronger",
  ]);
});

test("longer sessions of a role are weaker, and an hour is what a role has that says nothing", () => {
  const longer = [changed("aws_iam_role.a", { name: "a" }, {}, { max_session_duration: 43200 })];
  expect(linesOf(...longer)).toEqual(["guard lost, weaker: role a, session: 3600 s at most → 43200 s at most"]);
  expect(linesBack(...longer)).toEqual(["guard lost, stronger: role a, session: 43200 s at most → 3600 s at most"]);
  expect(linesOf(changed("aws_iam_role.a", { name: "a" }, {}, { max_session_duration: 3600 }))).toEqual([]);
});

test("a credential that does not end is gained while it is usable", () => {
  const key = { user: "jo", status: "Active" };
  expect(linesOf(created("aws_iam_access_key.a", key))).toEqual([
    "privilege gained, weaker: access key a, user jo: none → usable",
  ]);
  expect(
    linesOf(changed("aws_iam_access_key.a", { user: "jo" }, { status: "Active" }, { status: "Inactive" })),
  ).toEqual(["privilege gained, stronger: access key a, user jo: usable → none"]);
});

test("audiences and certificates of an identity provider, and another provider", () => {
  const provider = { url: "https://id.example.com", client_id_list: ["a"], thumbprint_list: ["1"] };
  const wider = [
    changed("aws_iam_openid_connect_provider.p", provider, {}, { client_id_list: ["b", "a"], thumbprint_list: ["2"] }),
  ];
  expect(linesOf(...wider)).toEqual([
    "privilege gained, weaker: OpenID Connect provider p, audience b: refused → taken",
    "privilege gained, weaker: OpenID Connect provider p, certificate 2: refused → taken",
    "privilege gained, stronger: OpenID Connect provider p, certificate 1: taken → refused",
  ]);
  expect(
    linesOf(changed("aws_iam_openid_connect_provider.p", provider, {}, { url: "https://evil.example.com" })),
  ).toEqual([
    "privilege gained, cannot tell: OpenID Connect provider p: https://id.example.com → https://evil.example.com",
  ]);
});

test("an instance profile that names another role cannot be told, the same role by its new name can", () => {
  const roles = [same("aws_iam_role.a", { name: "a" }), same("aws_iam_role.b", { name: "b" })];
  expect(linesOf(...roles, changed("aws_iam_instance_profile.p", { name: "p" }, { role: "a" }, { role: "b" }))).toEqual(
    ["privilege gained, cannot tell: instance profile p: role a → role b"],
  );
  expect(
    linesOf(
      changed("aws_iam_role.a", {}, { name: "a" }, { name: "a2" }),
      changed("aws_iam_instance_profile.p", { name: "p" }, { role: "a" }, { role: "a2" }),
    ),
  ).toEqual([]);
});

test("a user who joins a group gains what it may do, however the membership is written", () => {
  expect(
    linesOf(
      { address: "aws_iam_user_group_membership.a", before: { user: "jo", groups: ["ops"] } },
      created("aws_iam_group_membership.b", { name: "b", group: "ops", users: ["jo", "al"] }),
    ),
  ).toEqual(["privilege gained, weaker: group membership b, user al: no member → member of ops"]);
});

test("a role that goes while its instance profile stays is downtime", () => {
  expect(
    linesOf(
      { address: "aws_iam_role.app", before: role },
      same("aws_iam_instance_profile.app", { name: "web", role: "app" }),
    ),
  ).toEqual(["downtime, weaker: role app, instance profile web: has the role → has no role"]);
  expect(
    linesOf(
      { address: "aws_iam_role.app", before: role },
      { address: "aws_iam_instance_profile.app", before: { name: "web", role: "app" } },
    ),
  ).toEqual([]);
});
