import type { WebApplication } from "./api";
import { distributionInFront } from "./distribution";
import { firewallOf } from "./firewall";
import { blocks, type Landscape, type Resource, strings } from "./landscape";
import { webAclOn } from "./web-acl-on";

/** The web application of an environment, and what stands before it; undefined where there is no load balancer. */
export function webApplicationOf(landscape: Landscape): WebApplication | undefined {
  const [loadBalancer] = landscape.resources("aws_lb");
  if (loadBalancer === undefined) return undefined;
  const listeners = landscape
    .resources("aws_lb_listener")
    .filter(({ layer, attributes }) => landscape.leadsTo(layer, attributes["load_balancer_arn"], loadBalancer));
  const host = hostOf(landscape, listeners);
  const acl = webAclOn(landscape, loadBalancer)?.acl;
  const distribution = distributionInFront(
    landscape,
    ({ layer, domainName }) =>
      (host !== undefined && domainName === host) || landscape.leadsTo(layer, domainName, loadBalancer),
  );
  const fleet = fleetOf(landscape);
  return {
    region: landscape.region(loadBalancer.layer) ?? "us-east-1",
    internal: loadBalancer.attributes["internal"] === true,
    tls: listeners.some(({ attributes }) => attributes["protocol"] === "HTTPS"),
    redirectsToTls: listeners.some(redirects),
    ...(host !== undefined && { host }),
    ...(acl && { firewall: firewallOf(landscape, acl) }),
    ...(distribution && { distribution }),
    ...(fleet && { fleet }),
  };
}

const redirects = ({ attributes }: Resource): boolean =>
  blocks(attributes["default_action"])
    .flatMap(({ redirect }) => blocks(redirect))
    .some(({ protocol, status_code: status }) => protocol === "HTTPS" && status === "HTTP_301");

/** The one name that the listeners answer for. */
const hostOf = (landscape: Landscape, listeners: readonly Resource[]): string | undefined =>
  landscape
    .resources("aws_lb_listener_rule")
    .filter(({ layer, attributes }) =>
      listeners.some((listener) => landscape.leadsTo(layer, attributes["listener_arn"], listener)),
    )
    .flatMap(({ attributes }) => blocks(attributes["condition"]))
    .flatMap(({ host_header: header }) => blocks(header))
    .flatMap(({ values }) => strings(values))[0];

function fleetOf(landscape: Landscape): WebApplication["fleet"] {
  const [group] = landscape.resources("aws_autoscaling_group");
  if (group === undefined) return undefined;
  const publicAddresses = blocks(group.attributes["launch_template"])
    .flatMap(({ id }) => landscape.referred(group.layer, id))
    .flatMap(({ attributes }) => blocks(attributes["network_interfaces"]))
    .some(({ associate_public_ip_address: is }) => String(is) === "true");
  return { name: landscape.text(group.layer, group.attributes["name"]), publicAddresses };
}
