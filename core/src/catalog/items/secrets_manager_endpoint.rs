//! Palette item: an interface endpoint for Secrets Manager, as an application without NAT needs it.

use super::interface_endpoints::endpoints;
use super::{Group, Home, Item};
use crate::model::Kind;

pub(super) const ITEM: Item = Item {
    name: "secrets-manager-endpoint",
    title: "Interface endpoint for Secrets Manager",
    short: "Secrets Manager",
    kind: Kind::VpcEndpoint,
    group: Group::ReadyMade,
    keywords: &["privatelink", "private dns", "secretsmanager"],
    home: Home::On(&[Kind::Vpc]),
    make: |kit| endpoints(kit, &["secretsmanager"]),
    ..Item::BASE
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::items::tests::{drop_on, refusal};
    use crate::model::{Vpc, VpcEndpoint};

    const VPC: &str = "vpc a region=us-east-1 cidrs=10.0.0.0/16\n  subnet s az=a cidrs=10.0.0.0/24\n  subnet t az=a cidrs=10.0.1.0/24\n  subnet u az=b cidrs=10.0.2.0/24\n";

    #[test]
    fn its_names_resolve_to_one_address_in_each_zone() {
        let (design, _) = drop_on(VPC, &ITEM, Some("vpc-1".parse().unwrap()));
        let services: Vec<&str> = design
            .all::<VpcEndpoint>()
            .map(|endpoint| endpoint.service.as_str())
            .collect();
        assert_eq!(services, ["com.amazonaws.us-east-1.secretsmanager"]);
        assert!(
            design
                .all::<VpcEndpoint>()
                .all(|endpoint| endpoint.subnets.len() == 2 && endpoint.private_dns)
        );
        assert!(
            design
                .all::<Vpc>()
                .all(|vpc| vpc.dns_support && vpc.dns_hostnames)
        );
    }

    #[test]
    fn a_vpc_without_subnets_has_no_room_for_it() {
        assert!(refusal("vpc a\n", &ITEM, "vpc-1").contains("subnet"));
    }
}
