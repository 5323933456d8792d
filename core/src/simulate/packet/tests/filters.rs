//! Security groups and network ACLs, and the packets that rules tell apart.

use super::*;

#[test]
fn security_groups_remember_and_need_no_rule_for_answers() {
    let open = vpc(OUT, IN_443, ALL);
    assert_eq!(said(&open, "web", "db", "tcp 443"), "delivered, works");
    assert_eq!(path(&open, "web", "db", "tcp 443"), "web a app b db");
    assert_eq!(
        said(&open, "web", "db", "tcp 80"),
        "denied ENI_SG_RULES_MISMATCH db"
    );
    assert_eq!(
        said(&open, "db", "web", "tcp 443"),
        "denied ENI_SG_RULES_MISMATCH db"
    );
    // What its receiver would answer is told all the same.
    assert_eq!(said_back(&open, "web", "db", "tcp 80"), "delivered");
    assert_eq!(
        said(&vpc("", IN_443, ALL), "web", "db", "tcp 443"),
        "denied ENI_SG_RULES_MISMATCH web"
    );
}

#[test]
fn network_acls_forget_and_the_lowest_number_decides() {
    let acl = "
    network-acl-rule number=90 direction=ingress action=deny protocol=tcp ports=443 cidr=10.0.1.99/32
    network-acl-rule number=100 direction=ingress action=allow protocol=tcp ports=443 cidr=10.0.0.0/16
    network-acl-rule number=110 direction=ingress action=deny protocol=all cidr=0.0.0.0/0
    network-acl-rule number=100 direction=egress action=allow protocol=tcp ports=50000-65535 cidr=0.0.0.0/0";
    let text = vpc(OUT, IN_443, acl);
    assert_eq!(said(&text, "web", "db", "tcp 443"), "delivered, works");
    assert_eq!(said(&text, "web", "db", "tcp 443 from=49152"), "delivered");
    assert_eq!(
        said_back(&text, "web", "db", "tcp 443 from=49152"),
        "denied SUBNET_ACL_RESTRICTION db"
    );
    let shut = vpc(
        OUT,
        IN_443,
        &acl.replace("=90", "=120")
            .replace("number=110", "number=80"),
    );
    assert_eq!(
        said(&shut, "web", "db", "tcp 443"),
        "denied SUBNET_ACL_RESTRICTION db"
    );
}

#[test]
fn traffic_inside_a_subnet_meets_no_acl() {
    let text = vpc(OUT, IN_443, "").replace(
        "subnet a cidrs=10.0.1.0/24",
        "subnet a cidrs=10.0.1.0/24 network_acl=db",
    );
    assert_eq!(said(&text, "web", "twin", "tcp 443"), "delivered, works");
    assert_eq!(path(&text, "web", "twin", "tcp 443"), "web twin");
    assert_eq!(
        said(&text, "web", "db", "tcp 443"),
        "denied SUBNET_ACL_RESTRICTION db"
    );
}

#[test]
fn any_finds_the_one_packet_that_gets_through() {
    let narrow = "    security-group-rule protocol=udp ports=5000-5010 cidr=10.0.1.0/24";
    let text = vpc(OUT, narrow, ALL);
    let facts = Facts::new(&notation::parse(&text).unwrap());
    let found = answer(&facts, "web", "db", "any");
    assert_eq!(
        found.witness.map(|packet| packet.what()),
        Some("udp 5000".to_owned())
    );
    assert_eq!(
        said(&text, "web", "db", "tcp"),
        "denied ENI_SG_RULES_MISMATCH db"
    );
    assert_eq!(said(&text, "web", "db", "udp"), "delivered, works");
    assert!(answer(&facts, "web", "db", "tcp").witness.is_none());
    // A port between what one rule denies and the next allows.
    let acl = "
    network-acl-rule number=100 direction=ingress action=deny protocol=udp ports=5000-5009 cidr=0.0.0.0/0
    network-acl-rule number=110 direction=ingress action=allow protocol=udp cidr=0.0.0.0/0
    network-acl-rule number=100 direction=egress action=allow protocol=udp cidr=0.0.0.0/0";
    let facts = Facts::new(&notation::parse(&vpc(OUT, narrow, acl)).unwrap());
    let found = answer(&facts, "web", "db", "any");
    assert_eq!(
        found.witness.map(|packet| packet.what()),
        Some("udp 5010".to_owned())
    );
}

#[test]
fn a_protocol_by_number_is_matched_by_rules_for_all_alone() {
    let all = "    security-group-rule protocol=all cidr=10.0.0.0/8";
    assert_eq!(
        said(&vpc(OUT, all, ALL), "web", "db", "0"),
        "delivered, works"
    );
    assert_eq!(
        said(&vpc(OUT, IN_443, ALL), "web", "db", "0"),
        "denied ENI_SG_RULES_MISMATCH db"
    );
}

#[test]
fn icmp_is_told_apart_by_type() {
    let echo = "    security-group-rule protocol=icmp icmp_type=8 icmp_code=-1 cidr=0.0.0.0/0";
    let text = vpc(OUT, echo, ALL);
    assert_eq!(said(&text, "web", "db", "icmp"), "delivered, works");
    let facts = Facts::new(&notation::parse(&text).unwrap());
    let end = |name| EndName::find(&facts, name, true).unwrap();
    let mut question = Question::any(end("web"), end("db"));
    (question.protocol, question.icmp_type) = (Some(1), Some(13));
    let answer = trace(&facts, &question).unwrap();
    assert_eq!(answer.forward.outcome, Outcome::Denied);
}

#[test]
fn many_rules_are_asked_about_in_bounded_time() {
    use std::fmt::Write as _;
    let mut rules = String::new();
    for number in 0..60 {
        let port = 2_000 + 10 * number;
        writeln!(rules, "    network-acl-rule number={} direction=ingress action=allow protocol=tcp ports={port} cidr=10.0.1.0/24", number + 1).unwrap();
        writeln!(rules, "    network-acl-rule number={} direction=egress action=deny protocol=tcp ports={}-{} cidr=10.0.1.0/24", number + 1, port + 20_000, port + 20_001).unwrap();
    }
    let text = vpc(
        OUT,
        "    security-group-rule protocol=all cidr=0.0.0.0/0",
        rules.trim_end(),
    );
    let facts = Facts::new(&notation::parse(&text).unwrap());
    let trace = answer(&facts, "web", "db", "any");
    // Answers are never let out; that is not proved beyond the packets that were tried.
    assert!(!trace.works);
    let back = trace.back.unwrap();
    assert_eq!(back.outcome, Outcome::Unknown);
    assert!(back.reason.unwrap().text.contains("1024"));
    let open = format!(
        "{rules}    network-acl-rule number=999 direction=egress action=allow protocol=tcp ports=50000 cidr=10.0.1.0/24"
    );
    let text = vpc(
        OUT,
        "    security-group-rule protocol=all cidr=0.0.0.0/0",
        &open,
    );
    assert_eq!(said(&text, "web", "db", "tcp 2000"), "delivered, works");
}

/// Of the answer's ports some pass the network ACL of a firewall's subnet: what then stops it, if anything, is not
/// known, whatever other ports meet.
#[test]
fn an_answer_that_some_port_brings_to_a_firewall_is_not_called_stopped() {
    let text = "
vpc app cidrs=10.0.0.0/16
  security-group any
    security-group-rule protocol=all cidr=0.0.0.0/0
    security-group-rule direction=egress protocol=all cidr=0.0.0.0/0
  network-acl narrow
    network-acl-rule number=100 direction=ingress action=allow protocol=tcp ports=0-2000 cidr=0.0.0.0/0
    network-acl-rule number=100 direction=egress action=allow protocol=all cidr=0.0.0.0/0
  route-table main main=true
  route-table inspected
    route destination=10.0.1.0/24 target=wall
  subnet web az=a cidrs=10.0.1.0/24
    instance web private_address=10.0.1.10 security_groups=any
  subnet db az=a cidrs=10.0.2.0/24 route_table=inspected
    instance db private_address=10.0.2.10 security_groups=any
  subnet inner az=a cidrs=10.0.3.0/24 network_acl=narrow
  network-firewall wall subnets=inner
";
    assert!(said_back(text, "instance-1", "instance-2", "tcp 443").starts_with("unknown"));
    let shut = text.replace("ports=0-2000", "ports=0-1000");
    assert!(said_back(&shut, "instance-1", "instance-2", "tcp 443").starts_with("denied"));
}
