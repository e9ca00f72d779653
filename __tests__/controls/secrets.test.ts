import { add, blockOf, findsWhen, holdsInEveryEnvironment } from "../support/controls";
import { noSecretIsWritten as control } from "../../controls/rules/contract";

type Copy = Parameters<typeof add>[0];
const having = (type: string, block: object) => (stacks: Copy) => {
  add(stacks, "production-compute", type, "extra", block);
};

holdsInEveryEnvironment(control);
findsWhen(control, "a database's password", having("aws_db_instance", { password: "correct horse" }), [
  "has a secret at resource.aws_db_instance.extra.password",
]);
findsWhen(
  control,
  "a secret's value, also by a reference",
  having("aws_secretsmanager_secret_version", { secret_string: "${random_password.x.result}" }),
  ["has a secret at resource.aws_secretsmanager_secret_version.extra.secret_string"],
);
findsWhen(
  control,
  "a key in the user data",
  having("aws_instance", { user_data: "echo '-----BEGIN RSA PRIVATE KEY-----' > key" }),
  ["has a secret at resource.aws_instance.extra.user_data"],
);
findsWhen(
  control,
  "an access key in an environment",
  (stacks) => {
    blockOf(stacks, "aws_launch_template").user_data = "AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE";
  },
  ["has a secret at resource.aws_launch_template.web_instance_launch_template.user_data"],
);
