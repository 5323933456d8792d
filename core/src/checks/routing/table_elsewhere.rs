//! Check RTE115: a subnet names a table or filter of another VPC.

use crate::analysis::Facts;
use crate::checks::{Applicability, Findings, declare_check};
use crate::edit::Command;
use crate::model::{EntityId, Subnet};

declare_check! {
    /// ## What it does
    /// Finds subnets that name a route table or a network ACL of another VPC.
    ///
    /// ## Why it matters
    /// Tables and filters serve the subnets of their own VPC. AWS refuses the association, and the subnet falls back to
    /// the main table, which often leads somewhere else.
    ///
    /// ## In production
    /// `associate-route-table` answers `InvalidParameterValue: … belong to different networks`.
    ///
    /// ## Example
    /// ```notation
    /// vpc prod cidrs=10.0.0.0/16
    ///   subnet app-a az=a cidrs=10.0.1.0/24 route_table=dev
    ///   // ^ RTE115
    /// vpc dev cidrs=10.1.0.0/16
    ///   route-table dev
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// vpc prod cidrs=10.0.0.0/16
    ///   route-table prod
    ///   subnet app-a az=a cidrs=10.0.1.0/24 route_table=prod
    /// vpc dev cidrs=10.1.0.0/16
    ///   route-table dev
    /// ```
    ///
    /// ## Fix safety
    /// Unsafe: lets the subnet use the main table, or default network ACL, of its VPC.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html>
    TABLE_ELSEWHERE = "RTE115" "table-elsewhere" {
        summary: "a subnet names a route table or network ACL of another VPC",
        severity: Error,
        since: "0.1.0",
        run: Row(Subnet, table_elsewhere),
    }
}

fn table_elsewhere(facts: &Facts, subnet: &Subnet, out: &mut Findings) {
    let table = subnet
        .route_table
        .map(|table| ("route_table", table.entity()));
    let filter = subnet
        .network_acl
        .map(|filter| ("network_acl", filter.entity()));
    let foreign = |id: EntityId| facts.vpc_of(id).is_none_or(|vpc| vpc.id != subnet.vpc);
    for (field, id) in table
        .into_iter()
        .chain(filter)
        .filter(|(_, id)| foreign(*id))
    {
        let message = format!(
            "Subnet {} of {} uses {}, which belongs to another VPC",
            facts.label(subnet.id),
            facts.label(subnet.vpc),
            facts.label(id)
        );
        out.report(subnet.id, field, message).related([id]).fix(
            "Use the one of its own VPC",
            Applicability::Unsafe,
            vec![Command::set(subnet.id, field, serde_json::Value::Null)],
        );
    }
}
