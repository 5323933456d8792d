//! Isolation: environments that reach each other although they must not, and those that must and can't.

mod crossing_text;
mod default_tables_join_environments;
mod environment_peering;
mod must_intent_unmet;
mod must_not_intent_broken;
mod separate;
mod tables_join_environments;
mod vpc_joins_environments;
mod vpc_unassigned;
mod vpn_gateway_joins_environments;

#[cfg(test)]
mod connection_tests;
#[cfg(test)]
mod narrow_tests;
#[cfg(test)]
mod tests;

use super::Family;

pub(super) const FAMILY: Family = Family {
    prefix: "ISO",
    title: "Isolation",
    folder: "isolation",
    checks: &[
        &default_tables_join_environments::DEFAULT_TABLES_JOIN_ENVIRONMENTS,
        &tables_join_environments::TABLES_JOIN_ENVIRONMENTS,
        &environment_peering::ENVIRONMENT_PEERING,
        &vpn_gateway_joins_environments::VPN_GATEWAY_JOINS_ENVIRONMENTS,
        &vpc_unassigned::VPC_UNASSIGNED,
        &must_not_intent_broken::MUST_NOT_INTENT_BROKEN,
        &must_intent_unmet::MUST_INTENT_UNMET,
        &vpc_joins_environments::VPC_JOINS_ENVIRONMENTS,
    ],
};
