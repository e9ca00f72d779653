"""Each rule that looks into moto's stores: once where it refuses, once where it does not."""

import boto3
from asked import REGION, Asked
from moto import mock_aws
from strict.order import across

ACCOUNT = "123456789012"
ASSOCIATED = (
    "WAFAssociatedItemException",
    400,
    "AWS WAF couldn’t perform the operation because your resource is being used by another resource or it’s associated "
    "with another resource.",
)


def client(service):
    return boto3.client(service, REGION, aws_access_key_id="test", aws_secret_access_key="test")


@mock_aws
class Firewalls(Asked):
    visibility = {"SampledRequestsEnabled": False, "CloudWatchMetricsEnabled": False, "MetricName": "m"}

    def acl(self, statement):
        rule = {"Name": "r", "Priority": 1, "Action": {"Block": {}}, "Statement": statement}
        return client("wafv2").create_web_acl(
            Name="acl",
            Scope="REGIONAL",
            DefaultAction={"Allow": {}},
            VisibilityConfig=self.visibility,
            Rules=[{**rule, "VisibilityConfig": self.visibility}],
        )["Summary"]

    def geo(self):
        return self.acl({"GeoMatchStatement": {"CountryCodes": ["DE"]}})

    def deleted(self, operation, made):
        return self.refused("wafv2", operation, Name=made["Name"], Id=made["Id"], Scope="REGIONAL", LockToken="t")

    def ip_set(self):
        return client("wafv2").create_ip_set(
            Name="set", Scope="REGIONAL", IPAddressVersion="IPV4", Addresses=["192.0.2.0/24"]
        )["Summary"]

    def test_an_ip_set_that_a_rule_names_inside_another_statement(self):
        made = self.ip_set()
        self.acl({"NotStatement": {"Statement": {"IPSetReferenceStatement": {"ARN": made["ARN"]}}}})
        self.assertEqual(self.deleted("DeleteIPSet", made), ASSOCIATED)

    def test_an_ip_set_that_no_rule_names(self):
        made = self.ip_set()
        self.geo()
        self.assertIsNone(self.deleted("DeleteIPSet", made))

    def pattern_set(self):
        return client("wafv2").create_regex_pattern_set(
            Name="set", Scope="REGIONAL", RegularExpressionList=[{"RegexString": "a"}]
        )["Summary"]

    def test_a_pattern_set_that_a_rule_names(self):
        made = self.pattern_set()
        field = {"FieldToMatch": {"Method": {}}, "TextTransformations": [{"Priority": 0, "Type": "NONE"}]}
        self.acl({"RegexPatternSetReferenceStatement": {"ARN": made["ARN"], **field}})
        self.assertEqual(self.deleted("DeleteRegexPatternSet", made), ASSOCIATED)

    def test_a_pattern_set_that_no_rule_names(self):
        made = self.pattern_set()
        self.geo()
        self.assertIsNone(self.deleted("DeleteRegexPatternSet", made))

    def rule_group(self):
        return client("wafv2").create_rule_group(
            Name="group", Scope="REGIONAL", Capacity=1, VisibilityConfig=self.visibility
        )["Summary"]

    def test_a_rule_group_that_a_rule_names(self):
        made = self.rule_group()
        self.acl({"RuleGroupReferenceStatement": {"ARN": made["ARN"]}})
        self.assertEqual(self.deleted("DeleteRuleGroup", made), ASSOCIATED)

    def test_a_rule_group_that_no_rule_names(self):
        made = self.rule_group()
        self.geo()
        self.assertIsNone(self.deleted("DeleteRuleGroup", made))

    def test_a_web_acl_that_is_associated_until_it_is_no_longer(self):
        made, waf = self.geo(), client("wafv2")
        arn = f"arn:aws:elasticloadbalancing:{REGION}:{ACCOUNT}:loadbalancer/app/a/1"
        waf.associate_web_acl(WebACLArn=made["ARN"], ResourceArn=arn)
        self.assertEqual(self.deleted("DeleteWebACL", made), ASSOCIATED)
        waf.disassociate_web_acl(ResourceArn=arn)
        self.assertIsNone(self.deleted("DeleteWebACL", made))

    def test_a_web_acl_that_a_distribution_of_the_other_emulator_names(self):
        made = self.geo()
        with across.told({made["ARN"]}):
            self.assertEqual(self.deleted("DeleteWebACL", made), ASSOCIATED)
        self.assertIsNone(self.deleted("DeleteWebACL", made))


@mock_aws
class Network(Asked):
    def setUp(self):
        self.ec2 = client("ec2")
        self.vpc = self.ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
        self.subnet = self.made_subnet("10.0.0.0/24", "a")
        self.group = self.made_group("one")

    def made_subnet(self, block, zone):
        made = self.ec2.create_subnet(VpcId=self.vpc, CidrBlock=block, AvailabilityZone=f"{REGION}{zone}")
        return made["Subnet"]["SubnetId"]

    def made_group(self, name):
        return self.ec2.create_security_group(GroupName=name, Description=name, VpcId=self.vpc)["GroupId"]

    def attached_gateway(self):
        gateway = self.ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
        self.ec2.attach_internet_gateway(InternetGatewayId=gateway, VpcId=self.vpc)
        return gateway

    def nat_gateway(self):
        address = self.ec2.allocate_address(Domain="vpc")["AllocationId"]
        gateway = self.ec2.create_nat_gateway(SubnetId=self.subnet, AllocationId=address)["NatGateway"]
        return gateway["NatGatewayId"], address

    def balancer(self, scheme):
        elb, other = client("elbv2"), self.made_subnet("10.0.1.0/24", "b")
        subnets, groups = [self.subnet, other], [self.group]
        made = elb.create_load_balancer(Name="a", Subnets=subnets, SecurityGroups=groups, Scheme=scheme)
        return made["LoadBalancers"][0]["LoadBalancerArn"]

    def group_deleted(self):
        return self.refused("ec2", "DeleteSecurityGroup", GroupId=self.group)

    def dependent(self):
        return ("DependencyViolation", 400, f"resource {self.group} has a dependent object")

    def test_a_group_that_nothing_has(self):
        self.ec2.authorize_security_group_ingress(
            GroupId=self.group, IpPermissions=[{"IpProtocol": "-1", "UserIdGroupPairs": [{"GroupId": self.group}]}]
        )
        self.assertIsNone(self.group_deleted(), "a rule of its own that names it is in nobody's way")

    def test_a_group_of_an_interface(self):
        made = self.ec2.create_network_interface(SubnetId=self.subnet, Groups=[self.group])
        self.assertEqual(self.group_deleted(), self.dependent())
        self.ec2.delete_network_interface(NetworkInterfaceId=made["NetworkInterface"]["NetworkInterfaceId"])
        self.assertIsNone(self.group_deleted())

    def test_a_group_that_a_rule_of_another_names(self):
        other = self.made_group("other")
        self.ec2.authorize_security_group_egress(
            GroupId=other, IpPermissions=[{"IpProtocol": "-1", "UserIdGroupPairs": [{"GroupId": self.group}]}]
        )
        self.assertEqual(self.group_deleted(), self.dependent())

    def test_a_group_of_a_load_balancer(self):
        self.balancer("internal")
        self.assertEqual(self.group_deleted(), self.dependent())

    def test_a_group_of_an_endpoint_until_it_is_deleted(self):
        made = self.ec2.create_vpc_endpoint(
            VpcId=self.vpc,
            ServiceName=f"com.amazonaws.{REGION}.ssm",
            VpcEndpointType="Interface",
            SubnetIds=[self.subnet],
            SecurityGroupIds=[self.group],
        )["VpcEndpoint"]["VpcEndpointId"]
        self.assertEqual(self.group_deleted(), self.dependent())
        self.ec2.delete_vpc_endpoints(VpcEndpointIds=[made])
        self.assertIsNone(self.group_deleted())

    def test_a_route_table_that_an_endpoint_leaves_after_the_table_has_gone(self):
        table = self.ec2.create_route_table(VpcId=self.vpc)["RouteTable"]["RouteTableId"]
        left = lambda: self.refused("ec2", "ModifyVpcEndpoint", VpcEndpointId="vpce-1", RemoveRouteTableIds=[table])  # noqa: E731
        self.assertIsNone(left())
        self.ec2.delete_route_table(RouteTableId=table)
        sentence = f"The routeTable ID '{table}' does not exist"
        self.assertEqual(left(), ("InvalidRouteTableId.NotFound", 400, sentence))

    def test_a_group_of_a_database(self):
        database("d", VpcSecurityGroupIds=[self.group])
        self.assertEqual(self.group_deleted(), self.dependent())

    def test_a_group_of_a_function_of_the_other_emulator(self):
        with across.told({self.group}):
            self.assertEqual(self.group_deleted(), self.dependent())

    def test_a_group_of_an_instance_until_it_is_terminated(self):
        made = self.ec2.run_instances(
            ImageId="ami-12c6146b", MinCount=1, MaxCount=1, SubnetId=self.subnet, SecurityGroupIds=[self.group]
        )["Instances"][0]["InstanceId"]
        self.assertEqual(self.group_deleted(), self.dependent())
        self.ec2.terminate_instances(InstanceIds=[made])
        self.assertIsNone(self.group_deleted())

    def subnet_deleted(self):
        return self.refused("ec2", "DeleteSubnet", SubnetId=self.subnet)

    def test_a_subnet_with_a_nat_gateway_until_it_is_deleted(self):
        self.assertIsNone(self.subnet_deleted())
        gateway, _ = self.nat_gateway()
        sentence = f"The subnet '{self.subnet}' has dependencies and cannot be deleted."
        self.assertEqual(self.subnet_deleted(), ("DependencyViolation", 400, sentence))
        self.ec2.delete_nat_gateway(NatGatewayId=gateway)
        self.assertIsNone(self.subnet_deleted())

    def test_a_subnet_with_a_load_balancer(self):
        self.balancer("internal")
        self.assertIsNotNone(self.subnet_deleted())

    def test_a_subnet_of_a_database(self):
        groups = [self.subnet, self.made_subnet("10.0.1.0/24", "b")]
        client("rds").create_db_subnet_group(
            DBSubnetGroupName="g", DBSubnetGroupDescription="g", SubnetIds=groups
        )
        self.assertIsNone(self.subnet_deleted(), "a group alone is in nobody's way")
        database("d", DBSubnetGroupName="g")
        self.assertIsNotNone(self.subnet_deleted())

    def detached(self):
        return self.refused("ec2", "DetachInternetGateway", InternetGatewayId="igw-1", VpcId=self.vpc)

    def test_an_internet_gateway_with_a_mapped_address_until_that_is_gone(self):
        self.attached_gateway()
        self.assertIsNone(self.detached())
        gateway, _ = self.nat_gateway()
        sentence = (
            f"Network {self.vpc} has some mapped public address(es). Please unmap those public address(es) before "
            "detaching the gateway."
        )
        self.assertEqual(self.detached(), ("DependencyViolation", 400, sentence))
        self.ec2.delete_nat_gateway(NatGatewayId=gateway)
        self.assertIsNone(self.detached())

    def test_an_internet_gateway_with_a_load_balancer_that_faces_the_internet(self):
        self.balancer("internet-facing")
        self.assertIsNotNone(self.detached())

    def test_an_internet_gateway_with_an_internal_load_balancer(self):
        self.balancer("internal")
        self.assertIsNone(self.detached())

    def test_a_vpc_with_a_group_of_its_own_and_one_with_what_aws_made_alone(self):
        deleted = lambda: self.refused("ec2", "DeleteVpc", VpcId=self.vpc)  # noqa: E731
        sentence = f"The vpc '{self.vpc}' has dependencies and cannot be deleted."
        self.assertEqual(deleted(), ("DependencyViolation", 400, sentence))
        self.ec2.delete_security_group(GroupId=self.group)
        self.assertIsNone(deleted())
        gateway = self.attached_gateway()
        self.assertIsNotNone(deleted())
        self.ec2.detach_internet_gateway(InternetGatewayId=gateway, VpcId=self.vpc)
        self.assertIsNone(deleted())
        self.ec2.create_egress_only_internet_gateway(VpcId=self.vpc)
        self.assertIsNotNone(deleted())

    def test_a_nat_gateway_before_its_internet_gateway(self):
        self.refused("ec2", "CreateNatGateway", SubnetId=self.subnet)
        gateway, _ = self.nat_gateway()
        (found,) = self.ec2.describe_nat_gateways(NatGatewayIds=[gateway])["NatGateways"]
        self.assertEqual(found["State"], "failed")
        self.assertEqual(found["FailureCode"], "Gateway.NotAttached")
        self.assertEqual(found["FailureMessage"], f"Network {self.vpc} has no Internet gateway attached")

    def test_a_nat_gateway_after_its_internet_gateway(self):
        self.attached_gateway()
        gateway, _ = self.nat_gateway()
        (found,) = self.ec2.describe_nat_gateways(NatGatewayIds=[gateway])["NatGateways"]
        self.assertEqual(found["State"], "available")

    def test_an_address_of_a_nat_gateway_until_that_is_deleted(self):
        self.attached_gateway()
        gateway, address = self.nat_gateway()
        (code, status, _) = self.refused("ec2", "ReleaseAddress", AllocationId=address)
        self.assertEqual((code, status), ("InvalidIPAddress.InUse", 400))
        self.ec2.delete_nat_gateway(NatGatewayId=gateway)
        self.assertIsNone(self.refused("ec2", "ReleaseAddress", AllocationId=address))


def database(name, **arguments):
    client("rds").create_db_instance(
        DBInstanceIdentifier=name,
        DBInstanceClass="db.t4g.micro",
        Engine="mysql",
        AllocatedStorage=20,
        MasterUsername="admin",
        MasterUserPassword="not-a-secret",
        **arguments,
    )


@mock_aws
class Databases(Asked):
    def test_a_parameter_group_with_a_member_and_without(self):
        for name in ("used", "free"):
            client("rds").create_db_parameter_group(
                DBParameterGroupName=name, DBParameterGroupFamily="mysql8.0", Description=name
            )
        database("d", DBParameterGroupName="used")
        sentence = (
            "One or more database instances are still members of this parameter group used, so the group cannot be deleted"
        )
        refused = self.refused("rds", "DeleteDBParameterGroup", DBParameterGroupName="used")
        self.assertEqual(refused, ("InvalidDBParameterGroupState", 400, sentence))
        self.assertIsNone(self.refused("rds", "DeleteDBParameterGroup", DBParameterGroupName="free"))

    def test_a_subnet_group_with_a_member_and_without(self):
        ec2, rds = client("ec2"), client("rds")
        vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
        subnet = ec2.create_subnet(VpcId=vpc, CidrBlock="10.0.0.0/24")["Subnet"]["SubnetId"]
        for name in ("used", "free"):
            rds.create_db_subnet_group(DBSubnetGroupName=name, DBSubnetGroupDescription=name, SubnetIds=[subnet])
        database("d", DBSubnetGroupName="used")
        sentence = "Cannot delete the subnet group 'used' because at least one database instance: d is still using it."
        refused = self.refused("rds", "DeleteDBSubnetGroup", DBSubnetGroupName="used")
        self.assertEqual(refused, ("InvalidDBSubnetGroupStateFault", 400, sentence))
        self.assertIsNone(self.refused("rds", "DeleteDBSubnetGroup", DBSubnetGroupName="free"))


@mock_aws
class Balancing(Asked):
    def setUp(self):
        ec2, self.elb = client("ec2"), client("elbv2")
        vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
        subnets = [
            ec2.create_subnet(VpcId=vpc, CidrBlock=f"10.0.{n}.0/24", AvailabilityZone=f"{REGION}{zone}")["Subnet"]["SubnetId"]
            for n, zone in enumerate("ab")
        ]
        made = self.elb.create_load_balancer(Name="a", Subnets=subnets)
        self.arn = made["LoadBalancers"][0]["LoadBalancerArn"]
        self.certificate = client("acm").request_certificate(DomainName="example.com")["CertificateArn"]

    def test_a_load_balancer_that_is_protected_and_one_that_is_not(self):
        deleted = lambda: self.refused("elbv2", "DeleteLoadBalancer", LoadBalancerArn=self.arn)  # noqa: E731
        self.assertIsNone(deleted())
        self.elb.modify_load_balancer_attributes(
            LoadBalancerArn=self.arn, Attributes=[{"Key": "deletion_protection.enabled", "Value": "true"}]
        )
        sentence = f"Load balancer '{self.arn}' cannot be deleted because deletion protection is enabled"
        self.assertEqual(deleted(), ("OperationNotPermitted", 400, sentence))

    def test_a_load_balancer_that_a_vpc_origin_of_the_other_emulator_names(self):
        with across.told({self.arn}):
            refused = self.refused("elbv2", "DeleteLoadBalancer", LoadBalancerArn=self.arn)
        sentence = f"Load balancer '{self.arn}' cannot be deleted because it is currently associated with another service"
        self.assertEqual(refused, ("ResourceInUse", 400, sentence))

    def test_a_certificate_on_a_listener_and_on_none(self):
        deleted = lambda: self.refused("acm", "DeleteCertificate", CertificateArn=self.certificate)  # noqa: E731
        self.assertIsNone(deleted())
        with across.told({self.certificate}):
            self.assertIsNotNone(deleted(), "on a distribution of the other emulator")
        self.elb.create_listener(
            LoadBalancerArn=self.arn,
            Protocol="HTTPS",
            Port=443,
            Certificates=[{"CertificateArn": self.certificate}],
            DefaultActions=[{"Type": "fixed-response", "FixedResponseConfig": {"StatusCode": "404"}}],
        )
        sentence = f"Certificate {self.certificate} in account {ACCOUNT} is in use."
        self.assertEqual(deleted(), ("ResourceInUseException", 400, sentence))


@mock_aws
class Policies(Asked):
    trust = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}]}'  # noqa: E501
    policy = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}'
    refusal = ("DeleteConflict", 409, "Cannot delete a policy attached to entities.")

    def setUp(self):
        self.iam = client("iam")
        self.arn = self.iam.create_policy(PolicyName="p", PolicyDocument=self.policy)["Policy"]["Arn"]

    def deleted(self):
        return self.refused("iam", "DeletePolicy", PolicyArn=self.arn)

    def test_a_policy_that_a_role_has_until_it_is_detached(self):
        self.assertIsNone(self.deleted())
        self.iam.create_role(RoleName="r", AssumeRolePolicyDocument=self.trust)
        self.iam.attach_role_policy(RoleName="r", PolicyArn=self.arn)
        self.assertEqual(self.deleted(), self.refusal)
        self.iam.detach_role_policy(RoleName="r", PolicyArn=self.arn)
        self.assertIsNone(self.deleted())

    def test_a_policy_that_is_a_boundary(self):
        self.iam.create_role(RoleName="r", AssumeRolePolicyDocument=self.trust, PermissionsBoundary=self.arn)
        self.assertEqual(self.deleted(), self.refusal)


@mock_aws
class Logs(Asked):
    def test_a_source_and_a_destination_with_a_delivery_and_without(self):
        logs = client("logs")
        group = f"arn:aws:logs:{REGION}:{ACCOUNT}:log-group:g"
        for name in ("used", "free"):
            distribution = f"arn:aws:cloudfront::{ACCOUNT}:distribution/{name}"
            logs.put_delivery_source(name=name, resourceArn=distribution, logType="ACCESS_LOGS")
            logs.put_delivery_destination(
                name=name, deliveryDestinationConfiguration={"destinationResourceArn": f"{group}-{name}"}
            )
        arn = logs.get_delivery_destination(name="used")["deliveryDestination"]["arn"]
        logs.create_delivery(deliverySourceName="used", deliveryDestinationArn=arn)
        for operation, what in (
            ("DeleteDeliverySource", "delivery source"),
            ("DeleteDeliveryDestination", "delivery destination"),
        ):
            sentence = f"This {what} cannot be deleted: deliveries are associated with it."
            self.assertEqual(self.refused("logs", operation, name="used"), ("ConflictException", 400, sentence))
            self.assertIsNone(self.refused("logs", operation, name="free"))
