//! Level `connectable`: routes, security groups, network ACLs and answers, put together.

use crate::checks::harness::said;

/// Two VPCs on a hub, the attachments in subnets of their own. `{web}` and `{vault}` are rules of the groups, `{acl}`
/// the rules of the vault subnet's ACL, `{hub_acl}` that of the attachment's subnet in the vault VPC.
const TEXT: &str = "
vpc web cidrs=10.0.0.0/16
  route-table web main=true
    route destination=10.1.0.0/16 target=hub
  security-group web
{web}
  subnet web-a az=a cidrs=10.0.1.0/24
    instance web private_address=10.0.1.10 security_groups=web
  subnet web-hub az=a cidrs=10.0.9.0/28
vpc vault cidrs=10.1.0.0/16
  route-table vault main=true
    route destination=10.0.0.0/16 target=hub
  security-group vault
{vault}
  network-acl vault
{acl}
  network-acl hub
{hub_acl}
  subnet vault-a az=a cidrs=10.1.1.0/24 network_acl=vault
    instance vault private_address=10.1.1.10 security_groups=vault
  subnet vault-hub az=a cidrs=10.1.9.0/28 network_acl=hub
tgw hub
  tgw-attachment web-hub resource=web subnets=web-hub
  tgw-attachment vault-hub resource=vault subnets=vault-hub
intent apart kind=must-not level=connectable from=instance-1 to=instance-2 protocol={protocol} {ports}
";

const OUT: &str = "    security-group-rule direction=egress protocol=all cidr=0.0.0.0/0";
const IN_443: &str = "    security-group-rule protocol=tcp ports=443 cidr=10.0.0.0/16";
const ALL: &str = "    network-acl-rule number=100 direction=ingress action=allow protocol=all cidr=0.0.0.0/0\n    network-acl-rule number=100 direction=egress action=allow protocol=all cidr=0.0.0.0/0";

struct Case {
    web: &'static str,
    vault: &'static str,
    acl: &'static str,
    hub_acl: &'static str,
    protocol: &'static str,
    ports: &'static str,
}

const OPEN: Case = Case {
    web: OUT,
    vault: IN_443,
    acl: ALL,
    hub_acl: ALL,
    protocol: "tcp",
    ports: "",
};

impl Case {
    fn text(&self) -> String {
        TEXT.replace("{web}", self.web)
            .replace("{vault}", self.vault)
            .replace("{acl}", self.acl)
            .replace("{hub_acl}", self.hub_acl)
            .replace("{protocol}", self.protocol)
            .replace("{ports}", self.ports)
    }

    fn broken(&self) -> Vec<String> {
        said(&self.text(), "ISO106")
    }

    /// What is said where the same connection must be possible.
    fn unmet(&self) -> Vec<String> {
        said(&self.text().replace("kind=must-not", "kind=must"), "ISO107")
    }
}

#[test]
fn an_open_connection_is_told_with_its_ports() {
    assert_eq!(
        OPEN.broken(),
        [
            "error intent-1: web can open connections to vault although apart forbids it (web to vault: tcp 443)"
        ]
    );
    assert_eq!(OPEN.unmet(), Vec::<String>::new());
}

#[test]
fn groups_stop_it_on_either_side_and_by_port() {
    let no_way_out = Case { web: "", ..OPEN };
    let other_port = Case {
        ports: "ports=80-90",
        ..OPEN
    };
    let udp = Case {
        protocol: "udp",
        ..OPEN
    };
    let other_source = Case {
        vault: "    security-group-rule protocol=tcp ports=443 cidr=10.0.1.11/32",
        ..OPEN
    };
    for case in [no_way_out, other_port, udp, other_source] {
        assert_eq!(case.broken(), Vec::<String>::new());
        assert_eq!(
            case.unmet(),
            [
                "error intent-1: web is routed to vault, and filters stop every connection that apart asks for"
            ]
        );
    }
}

#[test]
fn an_acl_must_let_the_answer_out_too() {
    let one_way = Case {
        acl: "    network-acl-rule number=100 direction=ingress action=allow protocol=tcp ports=443 cidr=10.0.0.0/16",
        ..OPEN
    };
    assert_eq!(one_way.broken(), Vec::<String>::new());
    let low_ports = Case {
        acl: "    network-acl-rule number=100 direction=ingress action=allow protocol=tcp ports=443 cidr=10.0.0.0/16\n    network-acl-rule number=100 direction=egress action=allow protocol=tcp ports=0-1023 cidr=0.0.0.0/0",
        ..OPEN
    };
    assert_eq!(low_ports.broken(), Vec::<String>::new());
    let answered = Case {
        acl: "    network-acl-rule number=100 direction=ingress action=allow protocol=tcp ports=443 cidr=10.0.0.0/16\n    network-acl-rule number=100 direction=egress action=allow protocol=tcp ports=32768-65535 cidr=10.0.0.0/16",
        ..OPEN
    };
    assert_eq!(answered.broken().len(), 1);
}

#[test]
fn a_datagram_needs_no_answer() {
    let syslog = Case {
        vault: "    security-group-rule protocol=udp ports=514 cidr=10.0.0.0/16",
        acl: "    network-acl-rule number=100 direction=ingress action=allow protocol=udp ports=514 cidr=10.0.0.0/16",
        protocol: "all",
        ..OPEN
    };
    assert!(
        syslog.broken()[0].contains("udp 514"),
        "{:?}",
        syslog.broken()
    );
}

#[test]
fn the_acl_of_the_attachment_is_on_the_way() {
    let shut = Case {
        hub_acl: "",
        ..OPEN
    };
    assert_eq!(shut.broken(), Vec::<String>::new());
    // Traffic that arrives in the subnet of the attachment itself is not evaluated on arrival.
    let same = Case {
        hub_acl: "",
        ..OPEN
    }
    .text()
    .replace("subnets=vault-hub", "subnets=vault-a");
    assert_eq!(said(&same, "ISO106").len(), 1);
}

#[test]
fn a_reference_over_a_hub_needs_its_support() {
    let by_group = Case {
        vault: "    security-group-rule protocol=tcp ports=443 source_group=web",
        ..OPEN
    };
    assert_eq!(by_group.broken(), Vec::<String>::new());
    let supported = by_group
        .text()
        .replace("tgw hub", "tgw hub security_group_referencing=true");
    assert_eq!(said(&supported, "ISO106").len(), 1);
}

#[test]
fn without_a_way_back_tcp_opens_nothing() {
    let text = OPEN
        .text()
        .replace("    route destination=10.0.0.0/16 target=hub\n", "");
    assert_eq!(said(&text, "ISO106"), Vec::<String>::new());
}

#[test]
fn every_address_is_a_possible_host_where_no_workload_is_drawn() {
    let text = OPEN.text().replace(
        "    instance vault private_address=10.1.1.10 security_groups=vault\n",
        "",
    );
    let text = text.replace("to=instance-2", "to=subnet-3");
    let said = said(&text, "ISO106");
    assert!(said[0].contains("on any port"), "{said:?}");
}

#[test]
fn a_list_that_is_not_known_is_not_proved() {
    let text = Case {
        vault: "    security-group-rule protocol=tcp ports=443 prefix_list=partners",
        ..OPEN
    }
    .text();
    let text = format!("prefix-list partners max_entries=5\n{text}");
    assert_eq!(
        said(&text, "ISO106"),
        [
            "error intent-1: That web does not reach vault, which apart asks for, is not proved: the blocks of partners are not known"
        ]
    );
}

const FRONT: &str = "
vpc shop cidrs=10.0.0.0/16
  internet-gateway igw
  route-table public main=true
    route destination=0.0.0.0/0 target=igw
  route-table private
  security-group front
    security-group-rule protocol=tcp ports=443 cidr=0.0.0.0/0
  subnet public az=a cidrs=10.0.1.0/24
    instance front public_address=true security_groups=front
  subnet private az=a cidrs=10.0.2.0/24 route_table=private
    instance back security_groups=front
";

#[test]
fn the_internet_reaches_public_addresses_alone() {
    let ask = |level: &str, to: &str| {
        let text = format!(
            "{FRONT}intent closed kind=must-not level={level} from=internet to={to} protocol=tcp\n"
        );
        said(&text, "ISO106").len()
    };
    assert_eq!((ask("routed", "front"), ask("routed", "back")), (1, 0));
    assert_eq!(
        (ask("connectable", "front"), ask("connectable", "back")),
        (1, 0)
    );
    let must = format!(
        "{FRONT}intent open kind=must level=connectable from=internet to=back protocol=tcp\n"
    );
    assert!(said(&must, "ISO107")[0].contains("no host there has a public address"));
    let other_port = format!(
        "{FRONT}intent closed kind=must-not level=connectable from=internet to=front protocol=tcp ports=22\n"
    );
    assert_eq!(said(&other_port, "ISO106"), Vec::<String>::new());
}

#[test]
fn a_host_without_a_group_has_the_one_that_aws_makes() {
    let text = "
vpc app cidrs=10.0.0.0/16
  security-group own
    security-group-rule direction=egress protocol=all cidr=0.0.0.0/0
  subnet a az=a cidrs=10.0.1.0/24
    instance one
    instance two
    instance three security_groups=own
intent member kind=must-not level=connectable from=one to=two
intent stranger kind=must-not level=connectable from=three to=two
";
    let said = said(text, "ISO106");
    assert_eq!(said.len(), 1);
    assert!(said[0].starts_with("error intent-1"), "{said:?}");
}

/// A NAT instance in a VPC of its own, which the hub leads to.
const NAT_INSTANCE: &str = "
vpc app cidrs=10.1.0.0/16
  route-table app main=true
    route destination=0.0.0.0/0 target=hub
  security-group app
    security-group-rule direction=egress protocol=all cidr=0.0.0.0/0
  subnet app az=a cidrs=10.1.1.0/24
    instance app private_address=10.1.1.10 security_groups=app
vpc way-out cidrs=10.9.0.0/16
  internet-gateway igw vpc=way-out
  route-table to-nat
    route destination=0.0.0.0/0 target=nat
  route-table out
    route destination=0.0.0.0/0 target=igw
    route destination=10.0.0.0/8 target=hub
  security-group nat
    security-group-rule protocol=all cidr=0.0.0.0/0
    security-group-rule direction=egress protocol=all cidr=0.0.0.0/0
  subnet door az=a cidrs=10.9.1.0/28 route_table=to-nat
  subnet out az=a cidrs=10.9.2.0/28 route_table=out
    instance nat private_address=10.9.2.5 public_address=true security_groups=nat source_dest_check={check}
tgw hub default_association=false default_propagation=false
  tgw-attachment to-app resource=app subnets=app
  tgw-attachment to-out resource=way-out subnets=door
  tgw-route-table table
    tgw-route destination=0.0.0.0/0 attachment=to-out
    tgw-propagation attachment=to-app
tgw-association attachment=to-app route_table=table
tgw-association attachment=to-out route_table=table
intent closed kind=must-not level={level} from=vpc-1 to=internet
";

#[test]
fn a_host_that_forwards_may_do_so_under_its_own_address() {
    let ask = |level: &str, check: &str| {
        let text = NAT_INSTANCE
            .replace("{level}", level)
            .replace("{check}", check);
        said(&text, "ISO106").len()
    };
    assert_eq!(
        (ask("routed", "false"), ask("connectable", "false")),
        (1, 1)
    );
    assert_eq!((ask("routed", "true"), ask("connectable", "true")), (0, 0));
}

#[test]
fn a_rule_of_an_import_that_names_nobody_is_not_proved() {
    let case = Case {
        vault: "    security-group-rule protocol=tcp ports=443",
        ..OPEN
    };
    assert_eq!(case.broken(), Vec::<String>::new());
    let read = case.text().replace(
        "security-group vault\n",
        "security-group vault aws_id=sg-1\n",
    );
    let said = said(&read, "ISO106");
    assert_eq!(said.len(), 1);
    assert!(
        said[0].contains("is not proved: whom a rule of vault names was not read"),
        "{said:?}"
    );
}

#[test]
fn of_two_attachments_the_one_in_force_counts() {
    let past = "  tgw-attachment web-past resource=web subnets=web-hub state=rejected\n  tgw-attachment vault-past resource=vault subnets=vault-a state=rejected\n";
    let twice = OPEN
        .text()
        .replace("tgw hub\n", &format!("tgw hub\n{past}"));
    assert_eq!(said(&twice, "ISO106"), OPEN.broken());
    let shut = Case {
        hub_acl: "",
        ..OPEN
    };
    assert_eq!(shut.broken(), Vec::<String>::new());
    let twice = shut
        .text()
        .replace("tgw hub\n", &format!("tgw hub\n{past}"));
    assert_eq!(said(&twice, "ISO106"), Vec::<String>::new());
}

/// A firewall in the subnet `inner` stands between two subnets, and a NAT gateway in the subnet `public` before the
/// internet. `{acl}` are the rules of the network ACL of whatever subnet says `network_acl=on-the-way`.
const STATIONS: &str = "
vpc app cidrs=10.0.0.0/16
  internet-gateway igw vpc=app
  security-group any
    security-group-rule protocol=all cidr=0.0.0.0/0
    security-group-rule direction=egress protocol=all cidr=0.0.0.0/0
  network-acl on-the-way
{acl}
  route-table main main=true
  route-table inspected
    route destination=10.0.2.0/24 target=wall
    route destination=0.0.0.0/0 target=nat
  route-table answers
    route destination=10.0.1.0/24 target={back}
  route-table public
    route destination=0.0.0.0/0 target=igw
  subnet web az=a cidrs=10.0.1.0/24 route_table=inspected
    instance web private_address=10.0.1.10 security_groups=any
  subnet data az=a cidrs=10.0.2.0/24 route_table=answers
    instance data private_address=10.0.2.10 security_groups=any
  subnet inner az=a cidrs=10.0.3.0/24{inner}
  subnet public az=a cidrs=10.0.4.0/24 route_table=public{public}
    nat-gateway nat private_address=10.0.4.9
  network-firewall wall subnets=inner
intent asked kind=must-not level=connectable from=instance-1 to={to} protocol=tcp ports=443
";

#[test]
fn network_acls_count_wherever_the_way_and_the_answer_pass() {
    let on = " network_acl=on-the-way";
    let open = |to: &str, back: &str, (inner, public): (&str, &str), acl: &str| {
        let text = STATIONS
            .replace("{to}", to)
            .replace("{back}", back)
            .replace("{inner}", inner)
            .replace("{public}", public)
            .replace("{acl}", acl);
        said(&text, "ISO106").len() == 1
    };
    let rule = |number: u16, direction: &str, ports: &str, cidr: &str| {
        format!(
            "    network-acl-rule number={number} direction={direction} action=allow protocol=tcp ports={ports} cidr={cidr}\n"
        )
    };
    let there = rule(1, "ingress", "443", "10.0.1.0/24") + &rule(1, "egress", "443", "10.0.2.0/24");
    let back = rule(2, "ingress", "1024-65535", "10.0.2.0/24")
        + &rule(2, "egress", "1024-65535", "10.0.1.0/24");
    let firewall = |back: &str, acl: &str| open("instance-2", back, (on, ""), acl);
    assert!(!firewall("wall", ""));
    assert!(!firewall("wall", &there));
    assert!(!firewall("wall", &back));
    assert!(firewall("wall", &(there.clone() + &back)));

    // To the internet: into the subnet of the NAT gateway, out of it, and the same for what is answered.
    let nat = |acl: &str| open("internet", "wall", ("", on), acl);
    let asked = rule(1, "ingress", "443", "10.0.1.0/24") + &rule(1, "egress", "443", "0.0.0.0/0");
    let from_internet = rule(2, "ingress", "1024-65535", "0.0.0.0/0");
    let home = rule(2, "egress", "1024-65535", "10.0.1.0/24");
    assert!(!nat(&asked));
    assert!(!nat(&(asked.clone() + &from_internet)));
    assert!(!nat(&(asked.clone() + &home)));
    assert!(!nat(&(from_internet.clone() + &home)));
    assert!(nat(&(asked + &from_internet + &home)));
}

#[test]
fn answers_of_the_internet_need_a_way_from_the_nat_gateway() {
    let ask = |routes: &str| {
        let text = NAT_INSTANCE
            .replace("{level}", "connectable")
            .replace("{check}", "false")
            .replace(
                "    instance nat private_address=10.9.2.5 public_address=true security_groups=nat source_dest_check=false\n",
                "    nat-gateway nat\n",
            )
            .replace("    route destination=10.0.0.0/8 target=hub\n", routes)
            .replace("to=internet\n", "to=internet protocol=tcp\n");
        said(&text, "ISO106").len()
    };
    assert_eq!(ask("    route destination=10.1.1.0/24 target=hub\n"), 1);
    assert_eq!(ask("    route destination=10.2.0.0/16 target=hub\n"), 0);
}

#[test]
fn what_a_gateway_brings_in_passes_the_subnet_that_its_table_names() {
    let ask = |edge: &str, inner: &str| {
        let text = format!(
            "{FRONT}  route-table edge gateway=igw\n{edge}  network-acl shut\n  subnet inner az=a cidrs=10.0.3.0/24{inner}\n  network-firewall wall subnets=inner\nintent closed kind=must-not level=connectable from=internet to=front protocol=tcp\n"
        );
        said(&text, "ISO106").len()
    };
    let inspected = "    route destination=10.0.1.0/24 target=wall\n";
    assert_eq!(ask("", " network_acl=shut"), 1);
    assert_eq!(ask(inspected, ""), 1);
    assert_eq!(ask(inspected, " network_acl=shut"), 0);
}

#[test]
fn a_datagram_of_the_internet_needs_no_route_for_its_answer() {
    let ask = |protocol: &str| {
        let text = format!(
            "{}intent closed kind=must-not level=connectable from=internet to=back protocol={protocol}\n",
            FRONT
                .replace("instance back", "instance back public_address=true")
                .replace("protocol=tcp ports=443", "protocol=all")
        );
        said(&text, "ISO106").len()
    };
    assert_eq!((ask("udp"), ask("tcp")), (1, 0));
}
