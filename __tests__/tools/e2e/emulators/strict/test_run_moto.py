"""What moto does otherwise than AWS and its launcher puts right."""

import json
import os
import runpy
import unittest
from contextlib import nullcontext
from pathlib import Path
from unittest import mock

import boto3
from botocore.exceptions import ClientError
from moto import mock_aws
from strict import __file__ as package

LAUNCHER = Path(package).parents[1] / "run-moto.py"
KEYS = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_DEFAULT_REGION": "eu-west-1"}


class Launched(unittest.TestCase):
    def setUp(self):
        with mock.patch("moto.server.main"):
            runpy.run_path(str(LAUNCHER))
        for started in (mock.patch.dict(os.environ, KEYS), mock_aws()):
            started.__enter__()
            self.addCleanup(started.__exit__, None, None, None)
        self.ec2 = boto3.client("ec2")
        vpc = self.ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
        self.subnets = [
            self.ec2.create_subnet(VpcId=vpc, CidrBlock=f"10.0.{n}.0/24", AvailabilityZone=f"eu-west-1{zone}")["Subnet"][
                "SubnetId"
            ]
            for n, zone in enumerate("ab")
        ]

    def test_instances_leave_a_subnet_that_is_no_longer_their_groups(self):
        scaling = boto3.client("autoscaling")
        image = self.ec2.describe_images()["Images"][0]["ImageId"]
        scaling.create_launch_configuration(
            LaunchConfigurationName="web", ImageId=image, InstanceType="t4g.small"
        )
        group = {"AutoScalingGroupName": "web", "MinSize": 2, "MaxSize": 2}
        scaling.create_auto_scaling_group(
            **group, LaunchConfigurationName="web", VPCZoneIdentifier=",".join(self.subnets)
        )
        before = self.where()
        [left] = {subnet for subnet in self.subnets if subnet not in before}
        scaling.update_auto_scaling_group(**group, VPCZoneIdentifier=left)
        self.assertEqual([left, left], self.where())
        [described] = scaling.describe_auto_scaling_groups()["AutoScalingGroups"]
        self.assertEqual(2, len(described["Instances"]))

    def where(self):
        running = [{"Name": "instance-state-name", "Values": ["running"]}]
        found = self.ec2.describe_instances(Filters=running)["Reservations"]
        return [one["SubnetId"] for reservation in found for one in reservation["Instances"]]

    def test_a_record_that_was_deleted_can_be_made_again_and_one_that_is_there_cannot(self):
        route53 = boto3.client("route53")
        zone = route53.create_hosted_zone(Name="example.com", CallerReference="1")["HostedZone"]["Id"]

        def change(action, name):
            record = {"Name": name, "Type": "A", "TTL": 60, "ResourceRecords": [{"Value": "192.0.2.1"}]}
            batch = {"Changes": [{"Action": action, "ResourceRecordSet": record}]}
            route53.change_resource_record_sets(HostedZoneId=zone, ChangeBatch=batch)

        for name in ("a.example.com", "b.example.com"):
            change("CREATE", name)
        for _ in range(2):
            change("DELETE", "a.example.com")
            change("CREATE", "a.example.com")
        with self.assertRaisesRegex(ClientError, "already exists"):
            change("CREATE", "a.example.com")

    def test_a_deleted_subnet_is_in_no_network_acl(self):
        self.ec2.delete_subnet(SubnetId=self.subnets[0])
        acls = self.ec2.describe_network_acls()["NetworkAcls"]
        named = [one["SubnetId"] for acl in acls for one in acl["Associations"]]
        self.assertNotIn(self.subnets[0], named)
        self.assertIn(self.subnets[1], named)

class Buckets(Launched):
    def test_a_statement_with_a_condition_refuses_nothing_and_one_without_refuses(self):
        s3 = boto3.client("s3", "us-east-1")
        s3.create_bucket(Bucket="bucket")
        deny = {"Effect": "Deny", "Principal": "*", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::bucket/*"}
        insecure = {**deny, "Condition": {"Bool": {"aws:SecureTransport": "false"}}}
        for statement, refused in ((insecure, False), (deny, True)):
            s3.put_bucket_policy(Bucket="bucket", Policy=json.dumps({"Version": "2012-10-17", "Statement": [statement]}))
            with self.subTest(refused=refused), self.assertRaises(ClientError) if refused else nullcontext():
                s3.put_object(Bucket="bucket", Key="k", Body=b"x")


if __name__ == "__main__":
    unittest.main()


class Endpoints(Launched):
    def test_an_endpoint_that_leaves_a_subnet_has_no_interface_there(self):
        vpc = self.ec2.describe_subnets(SubnetIds=self.subnets)["Subnets"][0]["VpcId"]
        service = "com.amazonaws.eu-west-1.ssm"
        made = self.ec2.create_vpc_endpoint(
            VpcId=vpc, ServiceName=service, VpcEndpointType="Interface", SubnetIds=self.subnets
        )["VpcEndpoint"]["VpcEndpointId"]
        inside = lambda: {one["SubnetId"] for one in self.ec2.describe_network_interfaces()["NetworkInterfaces"]}  # noqa: E731
        self.assertEqual(set(self.subnets), inside())
        self.ec2.modify_vpc_endpoint(VpcEndpointId=made, RemoveSubnetIds=self.subnets[1:])
        self.assertEqual({self.subnets[0]}, inside())
