//! Who is asked about, and ways that lead nowhere.

use super::*;

#[test]
fn an_address_that_nobody_has_is_a_blackhole() {
    let open = vpc(OUT, IN_443, ALL);
    assert_eq!(
        said(&open, "web", "10.0.9.9", "tcp 443"),
        "blackhole NO_POSSIBLE_DESTINATION app"
    );
    assert_eq!(
        said(&open, "web", "10.0.2.77", "tcp 443"),
        "blackhole NO_POSSIBLE_DESTINATION b"
    );
    // Where no workload is drawn, every address is a possible host's.
    let empty = open.replace(
        "    instance db private_address=10.0.2.10 security_groups=db\n",
        "",
    );
    assert_eq!(
        said(&empty, "web", "10.0.2.77", "tcp 443"),
        "delivered, works"
    );
    assert_eq!(said(&empty, "web", "b", "tcp 443"), "delivered, works");
    assert_eq!(
        said(&empty, "web", "10.0.2.1", "tcp 443"),
        "blackhole NO_POSSIBLE_DESTINATION b"
    );
    // A workload without a fixed address may have it or not.
    let some = open.replace(" private_address=10.0.2.10", "");
    assert_eq!(
        said(&some, "web", "10.0.2.77", "tcp 443"),
        "unknown UNKNOWN_DESTINATION db"
    );
    assert_eq!(said(&some, "web", "db", "tcp 443"), "delivered, works");
}

#[test]
fn a_loop_is_told() {
    let text = "
vpc va cidrs=10.1.0.0/16
  route-table a main=true
    route destination=10.0.0.0/8 target=hub
  subnet sa cidrs=10.1.1.0/24
    instance a private_address=10.1.1.10
tgw hub
  tgw-attachment a resource=va subnets=sa
  tgw-route-table table
    tgw-route destination=10.0.0.0/8 attachment=a
tgw-association attachment=a route_table=table
";
    assert!(
        said(text, "instance-1", "10.7.7.7", "tcp 443").starts_with("loop CYCLIC_PATH_DETECTED")
    );
}

#[test]
fn ends_are_found_by_every_name() {
    let mut design = notation::parse(&public("off")).unwrap();
    let set = crate::edit::Command::set(
        crate::model::EntityId::new(crate::model::Kind::Instance, 1),
        "aws_id",
        "i-0abc",
    );
    design = crate::edit::apply(&design, &[set]).unwrap().design;
    let facts = Facts::new(&design);
    let find = |text: &str| EndName::find(&facts, text, true);
    let front = EndName::Record(crate::model::EntityId::new(crate::model::Kind::Instance, 1));
    for name in ["instance-1", "i-0abc", "front"] {
        assert_eq!(find(name), Ok(front.clone()), "{name}");
    }
    assert_eq!(find("Internet"), Ok(EndName::Internet));
    assert_eq!(
        find("10.0.0.1"),
        Ok(EndName::Address("10.0.0.1".parse().unwrap()))
    );
    assert!(find("nobody").is_err() && find("route-table-1").is_err());
    let two = Facts::new(&notation::parse(&peers("eu-west-1", "accepted")).unwrap());
    let several = EndName::find(&two, "one", true).unwrap_err().0;
    assert_eq!(
        several,
        "\"one\" names several: instance-1, subnet-1 and vpc-1"
    );
}

#[test]
fn names_of_zones_lead_to_records() {
    let text = format!(
        "{}\nhosted-zone corp domain=corp.example private=true vpcs=app\n  dns-record db record_name=db.corp.example values=10.0.2.10\n  dns-record w record_name=w.corp.example policy=weighted weight=1 set_identifier=x values=10.0.2.10\n",
        vpc(OUT, IN_443, ALL)
    );
    assert_eq!(
        said(&text, "web", "db.corp.example", "tcp 443"),
        "delivered, works"
    );
    assert_eq!(
        said(&text, "web", "w.corp.example", "tcp 443"),
        "unknown UNKNOWN_DESTINATION "
    );
}
