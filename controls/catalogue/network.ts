import { anyOf, those, type CataloguedControl } from "../control";
import { noNetworkAclAdmitsAdministration, noSecurityGroupAdmitsAdministration } from "../rules/administration-ports";
import { descriptionsAreAccepted, groupRulesStandAlone } from "../rules/group-rules-written";
import { onlyLoadBalancersAdmitTheInternet } from "../rules/internet-facing";
import { fleetsReachWhatTheyNeed, functionsReachWhatTheyNeed } from "../rules/reachability";
import { networksAreRecorded, nothingCallsTheInternet } from "../rules/secure-defaults";
import { dataTierHasNoWayOut, noSubnetGivesPublicAddresses } from "../rules/subnets";
import { weakerValueControls } from "../rules/weaker-values";

/** Subnets, routes, security groups and network ACLs, and what they let through. */
export const network: readonly CataloguedControl[] = [
  {
    id: "security-groups-admit-no-administration",
    sentence: "No rule of a security group has SSH or Remote Desktop among its ports.",
    layers: ["network"],
    check: noSecurityGroupAdmitsAdministration,
  },
  {
    id: "network-acls-admit-no-administration",
    sentence: "No network ACL admits SSH or Remote Desktop from outside the VPC.",
    layers: ["network", "compute"],
    check: noNetworkAclAdmitsAdministration,
  },
  {
    id: "only-load-balancers-admit-the-internet",
    sentence: "Only the security group of a load balancer admits addresses of the internet.",
    layers: ["network", "compute", "edge"],
    check: onlyLoadBalancersAdmitTheInternet,
  },
  {
    id: "security-group-rules-stand-alone",
    sentence: "Each rule of a security group is a resource of its own with a description.",
    layers: ["network"],
    check: groupRulesStandAlone,
  },
  {
    id: "security-group-descriptions-are-accepted",
    sentence: "EC2 accepts the description of every security group and rule.",
    layers: ["network"],
    check: descriptionsAreAccepted,
  },
  {
    id: "subnets-give-no-public-addresses",
    sentence: "No subnet assigns public addresses at launch.",
    layers: ["network"],
    check: noSubnetGivesPublicAddresses,
  },
  {
    id: "data-tier-has-no-way-out",
    sentence: "No route leads from the data tier out of the VPC.",
    layers: ["network"],
    check: dataTierHasNoWayOut,
  },
  {
    id: "nothing-calls-the-internet",
    sentence: "No security group allows connections to every address of the internet.",
    layers: ["network"],
    check: nothingCallsTheInternet,
    departures: ["network.egress"],
  },
  {
    id: "networks-are-recorded",
    sentence: "Every VPC has a flow log of all traffic.",
    layers: ["network"],
    check: networksAreRecorded,
    departures: ["network.flowLogs"],
  },
  {
    id: "each-zone-has-its-nat-gateway",
    sentence: "If there are NAT gateways, each zone has a NAT gateway of its own.",
    layers: ["network"],
    ...anyOf(those(weakerValueControls, "network.nat")),
  },
  {
    id: "fleets-reach-what-they-need",
    sentence: "Instances reach the AWS services that they call, by route, security group, network ACL and policy.",
    layers: ["network", "identity", "compute"],
    check: fleetsReachWhatTheyNeed,
  },
  {
    id: "functions-reach-what-they-need",
    sentence: "Functions in the VPC reach the AWS services and the database that they call.",
    layers: ["network", "identity", "compute"],
    check: functionsReachWhatTheyNeed,
  },
];
