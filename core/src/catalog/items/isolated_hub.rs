//! Palette item: a transit gateway that keeps environments apart: both defaults off and a route table for each of them.

use serde_json::json;

use super::{Group, Item, Kit};
use crate::model::{EntityId, Environment, Kind, TgwRouteTable};

pub(super) const ITEM: Item = Item {
    name: "isolated-hub",
    title: "Transit gateway with a route table per environment",
    short: "Isolated hub",
    kind: Kind::TransitGateway,
    group: Group::ReadyMade,
    keywords: &["tgw", "isolation", "prod", "staging", "routing domain"],
    make: |kit| Ok(make(kit)),
    ..Item::BASE
};

fn make(kit: &mut Kit) -> EntityId {
    let hub = kit.main(&[
        ("name", json!(kit.free_name(Kind::TransitGateway, "hub"))),
        ("default_association", json!(false)),
        ("default_propagation", json!(false)),
    ]);
    let mut names: Vec<String> = kit
        .design()
        .all::<Environment>()
        .map(|environment| environment.name.clone())
        .collect();
    if names.is_empty() {
        names = vec!["prod".to_owned(), "non-prod".to_owned()];
    }
    for name in names {
        kit.add::<TgwRouteTable>(hub, &[("name", json!(name))]);
    }
    hub
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::items::tests::drop_on;
    use crate::model::TransitGateway;

    #[test]
    fn nothing_joins_by_itself() {
        let (design, _) = drop_on("env prod\nenv staging\nenv dev\n", &ITEM, None);
        let hub = design.all::<TransitGateway>().next().unwrap();
        assert!(!hub.default_association && !hub.default_propagation);
        let tables: Vec<&str> = design
            .all::<TgwRouteTable>()
            .map(|table| table.name.as_str())
            .collect();
        assert_eq!(tables, ["prod", "staging", "dev"]);
    }
}
