//! Check ISO105: a VPC belongs to no environment.

use crate::analysis::Facts;
use crate::checks::{Applicability, Findings, Severity, declare_check};
use crate::edit::Command;
use crate::model::{Environment, Kind, TgwAttachment, Vpc, VpcPeering};

declare_check! {
    /// ## What it does
    /// Finds VPCs that belong to no environment in a design that has environments. It is a warning where the VPC is
    /// attached to a transit gateway or peered, and a note where it stands alone.
    ///
    /// ## Why it matters
    /// Isolation is proved between environments. What is in none is never counted as isolated, so a bridge between
    /// prod and dev can hide in an unassigned VPC.
    ///
    /// ## In production
    /// The VPC has no Environment tag, and no report on environments lists it. Detect it with
    /// `aws ec2 describe-vpcs --query 'Vpcs[?!not_null(Tags[?Key==`Environment`].Value|[0])].VpcId'`.
    ///
    /// ## Example
    /// ```notation
    /// env prod
    /// vpc core environment=prod cidrs=10.0.0.0/16
    ///   subnet core-a az=a cidrs=10.0.0.0/24
    /// vpc extra cidrs=10.1.0.0/16
    /// // ^ ISO105
    ///   subnet extra-a az=a cidrs=10.1.0.0/24
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// env prod
    /// vpc core environment=prod cidrs=10.0.0.0/16
    ///   subnet core-a az=a cidrs=10.0.0.0/24
    /// vpc extra environment=prod cidrs=10.1.0.0/16
    ///   subnet extra-a az=a cidrs=10.1.0.0/24
    /// ```
    ///
    /// ## Fix safety
    /// Unsafe: offered only where the name of the VPC contains the name of one environment; assigns it, which
    /// changes what is proved and nothing that is deployed but a tag.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/whitepapers/latest/tagging-best-practices/tagging-best-practices.html>
    VPC_UNASSIGNED = "ISO105" "vpc-unassigned" {
        summary: "a VPC belongs to no environment, so nothing is proved of it",
        severity: Warning,
        since: "0.1.0",
        run: Vpc(vpc_unassigned),
    }
}

fn vpc_unassigned(facts: &Facts, vpc: &Vpc, out: &mut Findings) {
    if vpc.environment.is_some() || facts.design().count(Kind::Environment) == 0 {
        return;
    }
    let joined = facts.referrers::<TgwAttachment>(vpc.id).next().is_some()
        || facts.referrers::<VpcPeering>(vpc.id).next().is_some();
    let (severity, also) = if joined {
        (Severity::Warning, " although it is joined to others")
    } else {
        (Severity::Info, "")
    };
    let message = format!(
        "VPC {} belongs to no environment{also}; its isolation is not proved",
        facts.label(vpc.id)
    );
    let report = out
        .report(vpc.id, "environment", message)
        .severity(severity);
    let name = vpc.name.to_lowercase();
    let words: Vec<&str> = name.split(|c: char| !c.is_alphanumeric()).collect();
    let mut fitting = facts
        .all::<Environment>()
        .filter(|env| words.contains(&env.name.to_lowercase().as_str()));
    if let (Some(only), None) = (fitting.next(), fitting.next()) {
        report.fix(
            format!("Assign it to {}", facts.label(only.id)),
            Applicability::Unsafe,
            vec![Command::set(vpc.id, "environment", only.id.to_string())],
        );
    }
}
