//! Peerings, and who recognises whose groups.

use super::*;

#[test]
fn a_peering_leads_to_the_peer_alone() {
    let text = peers("eu-west-1", "accepted");
    assert_eq!(
        said(&text, "instance-1", "instance-2", "tcp 443"),
        "delivered, works"
    );
    assert_eq!(
        path(&text, "instance-1", "instance-2", "tcp 443"),
        "one one one first two two two"
    );
    assert_eq!(
        said(&text, "instance-1", "instance-3", "tcp 443"),
        "blackhole PCX_REQUIRES_ADDRESS_IN_VPC_CIDR first"
    );
    assert_eq!(
        said(
            &peers("eu-west-1", "pending"),
            "instance-1",
            "instance-2",
            "tcp 443"
        ),
        "blackhole BAD_STATE first"
    );
    // A group is recognised within a Region.
    assert_eq!(
        said(
            &peers("us-east-1", "accepted"),
            "instance-1",
            "instance-2",
            "tcp 443"
        ),
        "denied ENI_SG_RULES_MISMATCH two"
    );
}

#[test]
fn a_reference_does_not_hold_past_a_middlebox() {
    let text = "
vpc app cidrs=10.0.0.0/16
  route-table main main=true
  route-table inspected
    route destination=10.0.2.0/24 target=proxy
  security-group web
    security-group-rule direction=egress protocol=tcp ports=443 source_group=db
  security-group db
    security-group-rule protocol=tcp ports=443 source_group=web
  security-group proxy
    security-group-rule protocol=all cidr=0.0.0.0/0
    security-group-rule direction=egress protocol=all cidr=0.0.0.0/0
  subnet a cidrs=10.0.1.0/24{table}
    instance web private_address=10.0.1.10 security_groups=web
  subnet b cidrs=10.0.2.0/24
    instance db private_address=10.0.2.10 security_groups=db
  subnet c cidrs=10.0.3.0/24
    instance proxy private_address=10.0.3.10 security_groups=proxy source_dest_check={check}
";
    let ask = |table: &str, check: &str| {
        let text = text.replace("{table}", table).replace("{check}", check);
        said(&text, "instance-1", "instance-2", "tcp 443")
    };
    assert_eq!(ask("", "false"), "delivered, works");
    assert_eq!(
        ask(" route_table=inspected", "false"),
        "denied SG_REFERENCES_NOT_PRESERVED web"
    );
    assert_eq!(
        ask(" route_table=inspected", "true"),
        "denied ENI_SOURCE_DEST_CHECK_RESTRICTION proxy"
    );
}
