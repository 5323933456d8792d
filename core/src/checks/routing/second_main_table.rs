//! Check RTE114: a VPC has two main route tables.

use crate::analysis::Facts;
use crate::checks::{Applicability, Findings, declare_check};
use crate::edit::Command;
use crate::model::{NetworkAcl, RouteTable, Vpc};

declare_check! {
    /// ## What it does
    /// Finds VPCs with two main route tables, or two default network ACLs.
    ///
    /// ## Why it matters
    /// A VPC has one of each: it serves the subnets that name none. With two in a drawing it is unclear which one these
    /// subnets get.
    ///
    /// ## In production
    /// `aws ec2 describe-route-tables --filters Name=vpc-id,Values=vpc-… Name=association.main,Values=true` always
    /// answers with one.
    ///
    /// ## Example
    /// ```notation
    /// vpc prod cidrs=10.0.0.0/16
    ///   route-table first main=true
    ///   route-table second main=true
    ///   // ^ RTE114
    ///   subnet app-a az=a cidrs=10.0.1.0/24
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// vpc prod cidrs=10.0.0.0/16
    ///   route-table first main=true
    ///   route-table second
    ///   subnet app-a az=a cidrs=10.0.1.0/24 route_table=second
    /// ```
    ///
    /// ## Fix safety
    /// Unsafe: makes the later one an ordinary one. Subnets that name none use the first one, as this tool already
    /// shows them.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html>: main route table
    SECOND_MAIN_TABLE = "RTE114" "second-main-table" {
        summary: "a VPC has two main route tables, or two default network ACLs",
        severity: Error,
        since: "0.1.0",
        run: Vpc(second_main_table),
    }
}

fn second_main_table(facts: &Facts, vpc: &Vpc, out: &mut Findings) {
    let tables = facts
        .children::<RouteTable>(vpc.id)
        .filter(|table| table.main);
    let tables = tables
        .map(|table| (table.id.entity(), "main", "main route table"))
        .skip(1);
    let acls = facts
        .children::<NetworkAcl>(vpc.id)
        .filter(|acl| acl.default);
    let acls = acls
        .map(|acl| (acl.id.entity(), "default", "default network ACL"))
        .skip(1);
    for (id, field, what) in tables.chain(acls) {
        let message = format!(
            "{} has a second {what}: {}",
            facts.label(vpc.id),
            facts.label(id)
        );
        out.report(id, field, message).related([vpc.id]).fix(
            "Make it an ordinary one",
            Applicability::Unsafe,
            vec![Command::set(id, field, false)],
        );
    }
}
