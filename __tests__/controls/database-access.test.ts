import { add, blockOf, findsWhen, holdsInEveryEnvironment, remove } from "../support/controls";
import { databasesAdmitFunctionsAlone as control } from "../../controls/rules/databases";

type Copy = Parameters<typeof remove>[0];
const finds = (fault: string, breaks: (stacks: Copy) => void, found: readonly string[]) => {
  findsWhen(control, fault, breaks, found, "database");
};
const group = (role: string) => `database-network/aws_security_group.security_group_${role}`;
const admitting = (peer: object) => (stacks: Copy) => {
  add(stacks, "database-network", "aws_vpc_security_group_ingress_rule", "extra", {
    security_group_id: "${aws_security_group.security_group_database.id}",
    ip_protocol: "tcp",
    from_port: 3306,
    to_port: 3306,
    ...peer,
  });
};

holdsInEveryEnvironment(control);
finds("a block of addresses that it admits", admitting({ cidr_ipv4: "10.20.0.0/16" }), ["admits 10.20.0.0/16"]);
finds("a prefix list that it admits", admitting({ prefix_list_id: "pl-1" }), ["admits pl-1"]);
finds(
  "the application's instances that it admits",
  admitting({ referenced_security_group_id: "${aws_security_group.security_group_app.id}" }),
  [`admits ${group("app")}, which not only functions have`],
);
finds(
  "another port that it admits",
  (stacks) => {
    blockOf(stacks, "aws_vpc_security_group_ingress_rule", "database_functions").to_port = 33060;
  },
  ["admits ports 3306,33060"],
);
finds(
  "connections that it may open",
  (stacks) => {
    add(stacks, "database-network", "aws_vpc_security_group_egress_rule", "extra", {
      security_group_id: "${aws_security_group.security_group_database.id}",
      ip_protocol: "-1",
      cidr_ipv4: "0.0.0.0/0",
    });
  },
  ["may open connections"],
);
finds(
  "instances in the functions' group",
  (stacks) => {
    const [one] = blockOf(stacks, "aws_launch_template").network_interfaces;
    one.security_groups.push("${data.terraform_remote_state.network.outputs.functions_security_group_id}");
  },
  [`admits ${group("functions")}, which not only functions have`],
);
finds(
  "a second group, which admits others",
  (stacks) => {
    blockOf(stacks, "aws_db_instance").vpc_security_group_ids.push(
      "${data.terraform_remote_state.network.outputs.app_security_group_id}",
    );
  },
  [
    `shares ${group("app")} with another resource`,
    "admits ports 80,80",
    `admits ${group("load_balancer")}, which not only functions have`,
    "may open connections",
  ],
);
finds(
  "no group, and so the VPC's default one",
  (stacks) => {
    delete blockOf(stacks, "aws_db_instance").vpc_security_group_ids;
  },
  ["is in the VPC's default group"],
);
finds(
  "a group of which nothing is known",
  (stacks) => {
    blockOf(stacks, "aws_db_instance").vpc_security_group_ids = ["sg-elsewhere"];
  },
  ["is in sg-elsewhere, which no stack makes"],
);
