//! What an export of Netwright has made comes back as it was drawn.

use serde_json::{Value, json};

use super::{import, of, subnet, vpc};
use crate::model::{
    Distribution, DnsRecord, Environment, Instance, Kind, LoadBalancer, PrefixList, SecurityGroup,
    Subnet, TransitGateway, Vpc,
};

fn tags(id: &str, name: &str) -> Value {
    json!([
        {"Key": "Name", "Value": name},
        {"Key": "netwright:design", "Value": "shop"},
        {"Key": "netwright:id", "Value": id},
        {"Key": "team", "Value": "a"}
    ])
}

fn instance(aws_id: &str, subnet: &str, address: &str, id: &str) -> Value {
    json!({"InstanceId": aws_id, "SubnetId": subnet, "PrivateIpAddress": address, "InstanceType": "m7i.large",
        "State": {"Name": "running"}, "Tags": tags(id, "web")})
}

#[test]
fn several_instances_of_one_workload_are_one_again() {
    let (design, notes) = import(&[(
        "eu-west-1/all.json",
        json!({
            "Vpcs": [vpc("vpc-a", "10.0.0.0/16")],
            "Subnets": [
                subnet("subnet-a", "vpc-a", "eu-west-1a", "10.0.0.0/24"),
                subnet("subnet-b", "vpc-a", "eu-west-1b", "10.0.1.0/24")
            ],
            "Reservations": [{"Instances": [
                instance("i-2", "subnet-a", "10.0.0.5", "instance-1/2"),
                instance("i-1", "subnet-a", "10.0.0.4", "instance-1"),
                instance("i-3", "subnet-b", "10.0.1.4", "instance-1/3"),
                instance("i-4", "subnet-a", "10.0.0.6", "instance-10/2")
            ]}],
            "NetworkInterfaces": [{"NetworkInterfaceId": "eni-2", "SubnetId": "subnet-a", "PrivateIpAddress": "10.0.0.5",
                "Attachment": {"InstanceId": "i-2"}}],
        }),
    )]);
    let web = of(&design, "i-1").downcast::<Instance>().unwrap();
    assert_eq!((web.count, web.name.as_str()), (2, "web"), "{notes:#?}");
    assert_eq!(web.private_address, "10.0.0.4".parse().ok());
    assert_eq!(web.meta.tags.keys().collect::<Vec<_>>(), ["team"]);
    // One that was moved by hand, and one whose first is not there, stand for themselves.
    assert_eq!(design.count(Kind::Instance), 3);
    let interface = of(&design, "eni-2");
    let interface = interface.downcast::<crate::model::NetworkInterface>();
    assert_eq!(interface.unwrap().instance, Some(web.id));
}

#[test]
fn names_and_environments_are_those_of_the_design() {
    let mut network = vpc("vpc-a", "10.0.0.0/16");
    network["Tags"] = tags("vpc-1", "shop");
    network["Tags"]
        .as_array_mut()
        .unwrap()
        .push(json!({"Key": "Environment", "Value": "prod"}));
    let balancer =
        "arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/front-0a1b2c3d/1";
    let (design, _) = import(&[(
        "eu-west-1/all.json",
        json!({
            "Vpcs": [network],
            "SecurityGroups": [
                {"GroupId": "sg-a", "GroupName": "web-0a1b2c3d", "VpcId": "vpc-a", "Tags": tags("security-group-1", "web")},
                {"GroupId": "sg-b", "GroupName": "by-hand", "VpcId": "vpc-a", "Tags": [{"Key": "Name", "Value": "other"}]}
            ],
            "LoadBalancers": [{"LoadBalancerArn": balancer, "LoadBalancerName": "front-0a1b2c3d", "VpcId": "vpc-a",
                "Type": "application", "DNSName": "front.elb.amazonaws.com"}],
            "ResourceTagMappingList": [{"ResourceARN": balancer, "Tags": tags("load-balancer-1", "front door")}],
        }),
    )]);
    let name = |aws_id: &str| of(&design, aws_id).name().to_owned();
    assert_eq!(name("sg-a"), "web");
    assert_eq!(name("sg-b"), "by-hand");
    assert_eq!(name(balancer), "front door");
    let front = of(&design, balancer).downcast::<LoadBalancer>().unwrap();
    assert!(front.cross_zone, "an Application Load Balancer always does");
    assert_eq!(front.meta.tags.keys().collect::<Vec<_>>(), ["team"]);
    let shop = of(&design, "vpc-a").downcast::<Vpc>().unwrap();
    let of_shop = shop
        .environment
        .and_then(|id| design.get::<Environment>(id));
    assert_eq!(of_shop.unwrap().name, "prod");
    assert_eq!(shop.meta.tags.keys().collect::<Vec<_>>(), ["team"]);
    assert_eq!(design.count(Kind::SecurityGroup), 2);
    assert!(
        design
            .all::<SecurityGroup>()
            .all(|group| group.meta.arn.is_empty())
    );
}

#[test]
fn what_aws_makes_of_itself_is_not_drawn_twice() {
    let (design, notes) = import(&[
        (
            "eu-west-1/all.json",
            json!({
                "Vpcs": [vpc("vpc-a", "10.0.0.0/16")],
                "Subnets": [subnet("subnet-a", "vpc-a", "eu-west-1a", "10.0.0.0/24")],
                "NetworkAcls": [{"NetworkAclId": "acl-a", "VpcId": "vpc-a", "IsDefault": true,
                    "Associations": [{"SubnetId": "subnet-a"}], "Entries": []}],
                "TransitGateways": [{"TransitGatewayId": "tgw-a", "Options": {"DefaultRouteTableAssociation": "disable",
                    "AssociationDefaultRouteTableId": "tgw-rtb-a"}}],
                "TransitGatewayRouteTables": [{"TransitGatewayRouteTableId": "tgw-rtb-a", "TransitGatewayId": "tgw-a"}],
                "PrefixLists": [
                    {"PrefixListId": "pl-a", "PrefixListName": "mine", "OwnerId": "111122223333", "MaxEntries": 3},
                    {"PrefixListId": "pl-b", "PrefixListName": "com.amazonaws.eu-west-1.s3", "OwnerId": "AWS"},
                    {"PrefixListId": "pl-b", "PrefixListName": "com.amazonaws.eu-west-1.s3", "Cidrs": ["3.5.0.0/19"]}
                ],
            }),
        ),
        ("eu-west-1/search/tgw-rtb-a.json", json!({"Routes": []})),
        (
            "global/HostedZones.json",
            json!({"HostedZones": [{"Id": "/hostedzone/Z1", "Name": "example.org."}]}),
        ),
        (
            "global/records/Z1.json",
            json!({"ResourceRecordSets": [
                {"Name": "example.org.", "Type": "NS", "TTL": 1, "ResourceRecords": [{"Value": "ns-1."}]},
                {"Name": "example.org.", "Type": "SOA", "TTL": 1, "ResourceRecords": [{"Value": "ns-1."}]},
                {"Name": "sub.example.org.", "Type": "NS", "TTL": 1, "ResourceRecords": [{"Value": "ns-2."}]},
                {"Name": "_proof.example.org.", "Type": "CNAME", "TTL": 1, "ResourceRecords": [{"Value": "x."}]},
                {"Name": "www.example.org.", "Type": "A", "AliasTarget": {"DNSName": "d1.cloudfront.net."}},
                {"Name": "again.example.org.", "Type": "A", "AliasTarget": {"DNSName": "www.example.org."}}
            ]}),
        ),
        (
            "global/certificate.json",
            json!({"Certificate": {"CertificateArn": "arn:aws:acm:us-east-1:111122223333:certificate/1", "DomainName": "example.org",
                "DomainValidationOptions": [{"ResourceRecord": {"Name": "_proof.example.org."}}]}}),
        ),
        (
            "global/distributions.json",
            json!({"DistributionList": {"Items": [{"Id": "E1", "DomainName": "d1.cloudfront.net"}]}}),
        ),
    ]);
    let records: Vec<&DnsRecord> = design.all().collect();
    let named = |name: &str| records.iter().find(|one| one.record_name == name).copied();
    assert_eq!(records.len(), 3, "{notes:#?}");
    assert!(named("sub.example.org").is_some());
    let distribution = of(&design, "E1").downcast::<Distribution>().unwrap();
    let www = named("www.example.org").unwrap();
    assert_eq!(www.alias, Some(distribution.id.entity()));
    assert_eq!(
        named("again.example.org").unwrap().alias,
        Some(www.id.entity())
    );
    let subnet = of(&design, "subnet-a").downcast::<Subnet>().unwrap();
    assert_eq!(subnet.network_acl, None);
    let hub = of(&design, "tgw-a").downcast::<TransitGateway>().unwrap();
    assert_eq!(hub.default_association_table, None);
    assert!(
        !notes.iter().any(|note| note.contains("no search-transit")),
        "{notes:#?}"
    );
    let list = |aws_id: &str| of(&design, aws_id).downcast::<PrefixList>().unwrap();
    assert_eq!(
        (list("pl-a").managed_name.as_str(), list("pl-a").max_entries),
        ("", 3)
    );
    assert_eq!(list("pl-b").managed_name, "com.amazonaws.eu-west-1.s3");
    assert_eq!(list("pl-b").entries.len(), 1);
}
