//! Deletion and what goes with it.
//!
//! What is inside a record, or can't be without it, is deleted too; optional references to it are cleared and lists
//! lose the item.

use std::collections::BTreeSet;

use crate::model::field::Loss;
use crate::model::{Design, EntityId, Kind};
use crate::order;

/// Removes `ids` and all that can't be without them; `touched` gets what was removed or changed.
pub(super) fn delete(design: &mut Design, ids: &[EntityId], touched: &mut BTreeSet<EntityId>) {
    let mut fresh = order::set(ids.iter().copied());
    while !fresh.is_empty() {
        for id in &fresh {
            design.remove(*id);
            touched.insert(*id);
        }
        let kinds = order::set(fresh.iter().map(|id| id.kind));
        let gone = |id: EntityId| fresh.contains(&id);
        let mut next = BTreeSet::new();
        let mut changed = Vec::new();
        for kind in Kind::ALL {
            if !kinds.iter().any(|gone| kind.can_refer_to(*gone)) {
                continue;
            }
            for record in design.rows(*kind) {
                let mut refers = false;
                record.references(&mut |_, reference| refers |= gone(reference));
                if !refers {
                    continue;
                }
                let mut record = record.cloned();
                match record.forget(&gone) {
                    Loss::Fatal => drop(next.insert(record.id())),
                    Loss::Cleared => changed.push(record),
                    Loss::None => {}
                }
            }
        }
        for record in changed {
            touched.insert(record.id());
            design.put(record.into());
        }
        fresh = next;
    }
}

#[cfg(test)]
mod tests {
    use crate::edit::{Command, apply};
    use crate::model::{Design, EntityId};
    use crate::notation::{parse, print};

    const HUB: &str = "\
vpc prod
  subnet app
  route-table main
    route #1 target=hub destination=10.0.0.0/8
  internet-gateway igw
tgw hub
  tgw-attachment prod resource=vpc-1 subnets=app
  tgw-route-table core
    tgw-association attachment=tgw-attachment-1
  tgw-route-table other
    tgw-route destination=10.1.0.0/16 attachment=tgw-attachment-1
hosted-zone internal domain=example.internal private=true vpcs=vpc-1
";

    fn without(design: &Design, id: &str) -> String {
        let id: EntityId = id.parse().unwrap();
        let after = apply(design, &[Command::Delete(vec![id])]).unwrap().design;
        assert!(after.dangling().is_empty());
        print(&after)
    }

    #[test]
    fn what_is_inside_goes_and_what_only_refers_stays() {
        let design = parse(HUB).unwrap();
        assert_eq!(
            without(&design, "vpc-1"),
            "\
hosted-zone internal #1 domain=example.internal private=true
tgw hub #1
  tgw-route-table core #1
  tgw-route-table other #2
    tgw-route #1 destination=10.1.0.0/16
"
        );
    }

    #[test]
    fn a_route_to_what_is_gone_is_a_blackhole() {
        let design = parse(HUB).unwrap();
        let text = without(&design, "tgw-1");
        assert!(text.contains("route #1 destination=10.0.0.0/8\n"), "{text}");
        assert!(!text.contains("tgw"), "{text}");
    }

    #[test]
    fn an_optional_parent_takes_along_what_it_holds() {
        let design = parse(HUB).unwrap();
        assert!(!without(&design, "vpc-1").contains("internet-gateway"));
    }
}
