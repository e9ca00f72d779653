import { blockOf, findsWhen, holdsInEveryEnvironment } from "../support/controls";
import { fleetsArePrivate } from "../../controls/rules/instances";
import { dataTierHasNoWayOut, noSubnetGivesPublicAddresses } from "../../controls/rules/subnets";

describe("no subnet assigns public addresses", () => {
  holdsInEveryEnvironment(noSubnetGivesPublicAddresses);
  findsWhen(
    noSubnetGivesPublicAddresses,
    "one that assigns public addresses",
    (stacks) => {
      blockOf(stacks, "aws_subnet", "public_0").map_public_ip_on_launch = true;
    },
    ["assigns public addresses at launch"],
  );
  findsWhen(
    noSubnetGivesPublicAddresses,
    "one without the setting",
    (stacks) => {
      delete blockOf(stacks, "aws_subnet", "app_0").map_public_ip_on_launch;
    },
    ["assigns public addresses at launch"],
  );
  findsWhen(
    noSubnetGivesPublicAddresses,
    "one that assigns IPv6 addresses and has a route to the internet gateway",
    (stacks) => {
      blockOf(stacks, "aws_subnet", "public_0").assign_ipv6_address_on_creation = true;
      const route = blockOf(stacks, "aws_route", "public_internet");
      delete route.destination_cidr_block;
      route.destination_ipv6_cidr_block = "::/0";
    },
    ["assigns public addresses at launch"],
  );
});

describe("fleets are private", () => {
  holdsInEveryEnvironment(fleetsArePrivate);
  findsWhen(
    fleetsArePrivate,
    "one in public subnets",
    (stacks) => {
      blockOf(stacks, "aws_autoscaling_group").vpc_zone_identifier =
        "${data.terraform_remote_state.network.outputs.public_subnet_ids}";
    },
    ["is in public subnets"],
  );
  findsWhen(
    fleetsArePrivate,
    "one in private subnets with public addresses",
    (stacks) => {
      blockOf(stacks, "aws_launch_template").network_interfaces[0].associate_public_ip_address = "true";
    },
    ["does not turn off public addresses"],
  );
  findsWhen(
    fleetsArePrivate,
    "one that leaves public addresses to its subnet",
    (stacks) => {
      delete blockOf(stacks, "aws_launch_template").network_interfaces[0].associate_public_ip_address;
    },
    ["does not turn off public addresses"],
  );
});

describe("the data tier has no route out of the VPC", () => {
  const control = dataTierHasNoWayOut;
  const table = "${aws_route_table.route_data.id}";

  holdsInEveryEnvironment(control);
  findsWhen(
    control,
    "a route to the internet",
    (stacks) => {
      blockOf(stacks, "aws_route", "public_internet").route_table_id = table;
    },
    ["leads out of the data tier"],
  );
  findsWhen(
    control,
    "a route table that another tier has too",
    (stacks) => {
      blockOf(stacks, "aws_route_table_association", "app_0").route_table_id = table;
    },
    ["is also the route table of production-network/aws_subnet.subnet_app_0"],
  );
  findsWhen(
    control,
    "a data subnet on the application's route table",
    (stacks) => {
      blockOf(stacks, "aws_route_table_association", "data_0").route_table_id = "${aws_route_table.route_app_0.id}";
    },
    ["is also the route table of production-network/aws_subnet.subnet_app_0", "leads out of the data tier"],
  );
  findsWhen(
    control,
    "a data subnet left to the default route table",
    (stacks) => {
      blockOf(stacks, "aws_route_table_association", "data_0").subnet_id = "${aws_subnet.elsewhere.id}";
    },
    [
      "has no route table of its own, and uses the VPC's default route table",
      "is also the route table of production-network/aws_subnet.elsewhere",
    ],
  );
  findsWhen(
    control,
    "a default route table with a route",
    (stacks) => {
      blockOf(stacks, "aws_default_route_table").route = [{ cidr_block: "0.0.0.0/0" }];
    },
    ["leads out of the data tier"],
  );
  findsWhen(
    control,
    "a gateway endpoint",
    (stacks) => {
      blockOf(stacks, "aws_vpc_endpoint", "s3").route_table_ids.push(table);
    },
    ["leads out of the data tier"],
  );
});
