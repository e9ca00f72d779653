import { blocksIn, resourceAt, resourcesOf, tagsOf, targets, type Stacks, type Violation } from "./model";

/** Instances answer for their metadata only by session token and not beyond themselves, and nobody has a key pair. */
export function instancesKeepTheirCredentials(stacks: Stacks): Violation[] {
  return resourcesOf(stacks, "aws_launch_template", "aws_instance").flatMap(({ where, block }) => {
    const [metadata = {}] = blocksIn(block.metadata_options);
    const faults = [
      ...(metadata.http_tokens === "required" ? [] : ["does not require a session token for metadata"]),
      ...(metadata.http_put_response_hop_limit === 1 ? [] : ["answers for metadata over more than one hop"]),
      ...(block.key_name === undefined ? [] : ["has a key pair"]),
    ];
    return faults.map((what) => ({ where, what }));
  });
}

/** No fleet has public addresses: its template refuses them in so many words, and its subnets are not public ones. */
export function fleetsArePrivate(stacks: Stacks): Violation[] {
  const publicSubnets = resourcesOf(stacks, "aws_route")
    .filter(({ block }) => block.gateway_id !== undefined)
    .flatMap(({ stack, block }) => targets(stacks, stack, block.route_table_id))
    .flatMap((table) =>
      resourcesOf(stacks, "aws_route_table_association")
        .filter(({ stack, block }) => targets(stacks, stack, block.route_table_id).includes(table))
        .flatMap(({ stack, block }) => targets(stacks, stack, block.subnet_id)),
    );
  const exposed = resourcesOf(stacks, "aws_autoscaling_group")
    .filter(({ stack, block }) =>
      targets(stacks, stack, block.vpc_zone_identifier).some((subnet) => publicSubnets.includes(subnet)),
    )
    .map(({ where }) => ({ where, what: "is in public subnets" }));
  const addressed = resourcesOf(stacks, "aws_launch_template")
    .filter(({ block }) => {
      const interfaces = blocksIn(block.network_interfaces);
      return interfaces.length === 0 || interfaces.some((one) => String(one.associate_public_ip_address) !== "false");
    })
    .map(({ where }) => ({ where, what: "does not turn off public addresses" }));
  return [...exposed, ...addressed];
}

/**
 * What AWS makes for a fleet has the tags of everything else, which the provider's default tags do not reach: instances
 * by the group, and instances, volumes and network interfaces by the template.
 */
export function fleetsPassTheirTagsOn(stacks: Stacks): Violation[] {
  const groups = resourcesOf(stacks, "aws_autoscaling_group").flatMap(({ stack, where, block }) =>
    Object.entries(tagsOf(stacks, stack))
      .filter(
        ([key, value]) =>
          !blocksIn(block.tag).some(
            (tag) => tag.key === key && tag.value === value && tag.propagate_at_launch === true,
          ),
      )
      .map(([key]) => ({ where, what: `does not propagate the tag ${key}` })),
  );
  const templates = resourcesOf(stacks, "aws_launch_template").flatMap(({ stack, where, block }) =>
    ["instance", "volume", "network-interface"].flatMap((type) => {
      const tags = blocksIn(block.tag_specifications).find((one) => one.resource_type === type)?.tags ?? {};
      return Object.entries(tagsOf(stacks, stack))
        .filter(([key, value]) => tags[key] !== value)
        .map(([key]) => ({ where, what: `does not give the tag ${key} to each ${type}` }));
    }),
  );
  return [...groups, ...templates];
}

/**
 * A fleet says nothing of load balancers, not even that it has none: each apply of its layer would detach what another
 * layer attached. Every group is attached from there, once.
 */
export function fleetsLeaveAttachingToOthers(stacks: Stacks): Violation[] {
  const attachments = resourcesOf(stacks, "aws_autoscaling_attachment").map(({ stack, block }) => ({
    stack,
    groups: targets(stacks, stack, block.autoscaling_group_name),
  }));
  return resourcesOf(stacks, "aws_autoscaling_group").flatMap(({ stack, where, block }) => {
    const said = ["target_group_arns", "load_balancers", "traffic_source"].filter((name) => block[name] !== undefined);
    const from = attachments.filter(({ groups }) => groups.includes(where));
    return [
      ...said.map((name) => ({ where, what: `sets ${name}` })),
      ...(from.length === 1 ? [] : [{ where, what: `has ${from.length} attachments, not one` }]),
      ...(from.some((attachment) => attachment.stack === stack)
        ? [{ where, what: "is attached by its own layer" }]
        : []),
    ];
  });
}

/** The templates that a fleet starts instances from are of this project: nothing escapes the controls on them. */
export function fleetsUseKnownTemplates(stacks: Stacks): Violation[] {
  return resourcesOf(stacks, "aws_autoscaling_group")
    .filter(({ stack, block }) => {
      const [template = ""] = targets(stacks, stack, block.launch_template?.id);
      return resourceAt(stacks, template)?.type !== "aws_launch_template";
    })
    .map(({ where }) => ({ where, what: "starts instances from a launch template that no stack makes" }));
}
