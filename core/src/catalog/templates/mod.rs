//! Templates: complete designs that open in one click. One file each; add the file, its `mod` line and its line in
//! the list.

use crate::model::Design;
use crate::notation::{self, NotationError};

mod centralised_egress_inspection;
mod cloudfront_waf;
mod failover_dr;
mod hybrid_vpn_direct_connect;
mod isolation_failure;
mod latency_over_failover;
mod latency_routing;
mod on_prem_inbound_resolver;
mod pci_isolated;
mod placement_kafka_hpc;
mod private_s3_secrets;
mod privatelink_saas;
mod prod_and_staging_hub;
mod shared_services_endpoints;
mod two_region_hubs;

/// A design to start from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Template {
    /// What the command line calls it: `prod-and-staging-hub`.
    pub name: &'static str,
    pub title: &'static str,
    /// One sentence for the gallery.
    pub description: &'static str,
    /// What it shows, for search.
    pub tags: &'static [&'static str],
    /// The design, as notation.
    pub text: &'static str,
}

/// All templates, sorted by name.
pub const TEMPLATES: &[Template] = &[
    centralised_egress_inspection::TEMPLATE,
    cloudfront_waf::TEMPLATE,
    failover_dr::TEMPLATE,
    hybrid_vpn_direct_connect::TEMPLATE,
    isolation_failure::TEMPLATE,
    latency_over_failover::TEMPLATE,
    latency_routing::TEMPLATE,
    on_prem_inbound_resolver::TEMPLATE,
    pci_isolated::TEMPLATE,
    placement_kafka_hpc::TEMPLATE,
    private_s3_secrets::TEMPLATE,
    privatelink_saas::TEMPLATE,
    prod_and_staging_hub::TEMPLATE,
    shared_services_endpoints::TEMPLATE,
    two_region_hubs::TEMPLATE,
];

impl Template {
    /// The template called `name`.
    pub fn find(name: &str) -> Option<&'static Template> {
        TEMPLATES.iter().find(|template| template.name == name)
    }

    /// The design.
    ///
    /// # Errors
    /// None in practice: a test opens each.
    pub fn design(&self) -> Result<Design, NotationError> {
        notation::parse(self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Kind;
    use crate::test_folder::every_file_is_listed;

    #[test]
    fn every_template_opens_and_survives_the_file() {
        for template in TEMPLATES {
            let design = template
                .design()
                .unwrap_or_else(|error| panic!("{}: {error}", template.name));
            assert_eq!(design.name, template.title);
            assert_eq!(design.description, template.description);
            assert!(design.dangling().is_empty(), "{}", template.name);
            let loaded = crate::format::load(&crate::format::save(&design)).unwrap();
            assert!(loaded.notes.is_empty(), "{}", template.name);
            assert_eq!(loaded.design, design, "{}", template.name);
            assert_eq!(
                notation::parse(&notation::print(&design)).unwrap(),
                design,
                "{}",
                template.name
            );
        }
    }

    #[test]
    fn list_is_sorted_and_has_every_file() {
        let listed: Vec<_> = TEMPLATES.iter().map(|template| template.name).collect();
        assert!(listed.is_sorted());
        every_file_is_listed("catalog/templates", &listed, &[]);
    }

    #[test]
    fn main_records_say_whose_they_are_and_what_for() {
        for template in TEMPLATES {
            let design = template.design().unwrap();
            for kind in [
                Kind::Vpc,
                Kind::TransitGateway,
                Kind::VpcEndpoint,
                Kind::Instance,
                Kind::LoadBalancer,
            ] {
                for record in design.rows(kind) {
                    let named = format!("{}: {}", template.name, record.id());
                    assert!(!record.meta().owner.is_empty(), "{named} has no owner");
                    assert!(
                        !record.meta().description.is_empty(),
                        "{named} has no description"
                    );
                }
            }
            assert!(design.count(Kind::Account) > 0 && design.count(Kind::Environment) > 0);
        }
    }
}
