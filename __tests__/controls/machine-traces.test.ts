import { homedir, hostname } from "node:os";
import { repository } from "../../tools/shared/repository";
import { blockOf, findsWhen, holdsInEveryEnvironment } from "../support/controls";
import { noPathOrTimeIsWritten, tracesOfTheMachine } from "../../controls/rules/contract";

/** A machine's name only where it is its own: one called web or demo would be found everywhere. */
const machine = /\d|[.-]/.test(hostname()) && hostname().length > 5 ? [hostname()] : [];
const control = tracesOfTheMachine([`${repository}/`, `${homedir()}/`, "this-machine-7", ...machine]);

holdsInEveryEnvironment(control);
findsWhen(
  tracesOfTheMachine([`${repository}/`]),
  "the folder of the project",
  (stacks) => {
    blockOf(stacks, "aws_lb").tags = { From: `made in ${repository}/stacks` };
  },
  [`has ${repository}/ at resource.aws_lb.public_load_balancer.tags.From`],
);
findsWhen(
  control,
  "a machine's name",
  (stacks) => {
    blockOf(stacks, "aws_lb").tags = { "by-this-machine-7": "yes" };
  },
  ["has this-machine-7 at resource.aws_lb.public_load_balancer.tags.by-this-machine-7"],
);
findsWhen(
  control,
  "a home folder",
  (stacks) => {
    Object.assign(stacks["trial-edge"]?.terraform.backend?.["local"], { path: "/tmp/edge.tfstate" });
  },
  ["has an absolute path at terraform.backend.local.path"],
  "trial",
);
findsWhen(
  control,
  "a time",
  (stacks) => {
    blockOf(stacks, "aws_lb").tags = { Made: "2026-11-21T10:15:00Z" };
  },
  ["has a time at resource.aws_lb.public_load_balancer.tags.Made"],
);

holdsInEveryEnvironment(noPathOrTimeIsWritten);
findsWhen(
  noPathOrTimeIsWritten,
  "a folder and a time of another machine",
  (stacks) => {
    blockOf(stacks, "aws_lb").tags = { From: "/var/folders/somebody", Made: "2026-11-21T10:15:00Z" };
  },
  [
    "has an absolute path at resource.aws_lb.public_load_balancer.tags.From",
    "has a time at resource.aws_lb.public_load_balancer.tags.Made",
  ],
);
