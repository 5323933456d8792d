//! Endpoints and load balancers.

use super::*;

/// Endpoints of both kinds and a service behind a load balancer of another VPC.
const ENDPOINTS: &str = "
prefix-list s3 managed_name=com.amazonaws.eu-west-1.s3 entries=52.218.0.0/17
vpc app cidrs=10.0.0.0/16 dns_hostnames=true
  security-group app
    security-group-rule direction=egress protocol=all cidr=0.0.0.0/0
  security-group ends
    security-group-rule protocol=tcp ports=443 cidr=10.0.0.0/16
  route-table app main=true
  subnet a cidrs=10.0.1.0/24
    instance app private_address=10.0.1.10 security_groups=app
  vpc-endpoint s3 endpoint_type=Gateway service=com.amazonaws.eu-west-1.s3 route_tables=app
  vpc-endpoint kms service=com.amazonaws.eu-west-1.kms subnets=a security_groups=ends
  vpc-endpoint saas endpoint_service=saas subnets=a security_groups=ends private_dns=false state={state}
vpc provider cidrs=10.0.0.0/16
  security-group served
    security-group-rule protocol=tcp ports=8443 cidr=10.0.5.0/24
  subnet p cidrs=10.0.5.0/24
  subnet t cidrs=10.0.6.0/24
    instance server private_address=10.0.6.10 security_groups=served
  load-balancer front balancer_type=network subnets=p
    listener listener port=443 protocol=TCP target_group=servers
  target-group servers protocol=TCP port=8443 targets=server
endpoint-service saas load_balancers=front
";

#[test]
fn a_gateway_endpoint_takes_its_own_vpcs_tcp_by_prefix_list() {
    let text = ENDPOINTS.replace("{state}", "accepted");
    assert_eq!(
        said(&text, "instance-1", "52.218.3.4", "tcp 443"),
        "delivered, works"
    );
    assert_eq!(
        path(&text, "instance-1", "vpc-endpoint-1", "tcp 443"),
        "app a app s3"
    );
    assert_eq!(
        said(&text, "instance-1", "52.218.3.4", "udp 443"),
        "denied VPCE_GATEWAY_PROTOCOL_RESTRICTION s3"
    );
    assert_eq!(
        said(&text, "instance-1", "8.8.8.8", "tcp 443"),
        "no-route NO_ROUTE_TO_DESTINATION app"
    );
    // Without the list the service's own address is still its own; any other address may be one.
    let unknown = text.replace(" entries=52.218.0.0/17", "");
    assert_eq!(
        said(&unknown, "instance-1", "vpc-endpoint-1", "tcp 443"),
        "delivered, works"
    );
    assert!(said(&unknown, "instance-1", "52.218.3.4", "tcp 443").starts_with("unknown"));
}

#[test]
fn an_interface_endpoint_has_groups_and_names() {
    let text = ENDPOINTS.replace("{state}", "accepted");
    assert_eq!(
        said(&text, "instance-1", "kms", "tcp 443"),
        "delivered, works"
    );
    assert_eq!(
        said(&text, "instance-1", "kms", "tcp 80"),
        "denied ENI_SG_RULES_MISMATCH ends"
    );
    assert_eq!(
        said(
            &text,
            "instance-1",
            "kms.eu-west-1.amazonaws.com",
            "tcp 443"
        ),
        "delivered, works"
    );
}

#[test]
fn private_link_leads_to_a_target_that_sees_the_balancer() {
    let text = ENDPOINTS.replace("{state}", "accepted");
    assert_eq!(
        said(&text, "instance-1", "vpc-endpoint-3", "tcp 443"),
        "delivered, works"
    );
    assert_eq!(
        path(&text, "instance-1", "endpoint-service-1", "tcp 443"),
        "app saas saas front p provider t server"
    );
    assert_eq!(
        said(&text, "instance-1", "vpc-endpoint-3", "tcp 80"),
        "denied ENI_SG_RULES_MISMATCH ends"
    );
    let pending = ENDPOINTS.replace("{state}", "pending");
    assert_eq!(
        said(&pending, "instance-1", "vpc-endpoint-3", "tcp 443"),
        "denied BAD_STATE saas"
    );
}

#[test]
fn a_load_balancer_is_a_hop_that_changes_the_port() {
    let text = balanced("a", true, true);
    assert_eq!(said(&text, "client", "front", "tcp 80"), "delivered, works");
    assert_eq!(
        path(&text, "client", "front", "tcp 80"),
        "client c shop a front a shop b server"
    );
    assert_eq!(
        said(&text, "client", "front", "tcp 81"),
        "denied ELBV2_LISTENERS_MISMATCH front"
    );
    assert_eq!(
        said(&balanced("a", false, true), "client", "front", "tcp 80"),
        "denied ELBV2_NO_TARGETS_IN_AZ servers"
    );
    assert_eq!(
        said(&balanced("b", false, true), "client", "front", "tcp 80"),
        "delivered, works"
    );
    // Without the client's address the target sees the balancer's.
    assert_eq!(
        said(&balanced("a", true, false), "client", "front", "tcp 80"),
        "denied ENI_SG_RULES_MISMATCH target"
    );
}

#[test]
fn of_load_balancers_an_application_one_stands_behind_a_network_one_alone() {
    let two = |front: &str, back: &str| {
        let text = format!(
            "
vpc shop cidrs=10.0.0.0/16
  security-group all
    security-group-rule protocol=all cidr=0.0.0.0/0
    security-group-rule direction=egress protocol=all cidr=0.0.0.0/0
  subnet a az=a cidrs=10.0.1.0/24
    instance server private_address=10.0.1.10 security_groups=all
    instance client private_address=10.0.1.11 security_groups=all
  load-balancer front balancer_type={front} subnets=a security_groups=all
    listener http port=80 protocol={} target_group=inner
  load-balancer inner balancer_type={back} subnets=a security_groups=all
    listener http port=80 protocol={} target_group=servers
  target-group inner protocol=TCP port=80 targets=load-balancer-2
  target-group servers protocol=HTTP port=80 targets=server
",
            if front == "network" { "TCP" } else { "HTTP" },
            if back == "network" { "TCP" } else { "HTTP" },
        );
        said(&text, "client", "load-balancer-1", "tcp 80")
    };
    assert_eq!(two("network", "application"), "delivered, works");
    assert_eq!(two("network", "network"), "denied CANNOT_ROUTE inner");
    assert_eq!(
        two("application", "application"),
        "denied CANNOT_ROUTE inner"
    );
}
