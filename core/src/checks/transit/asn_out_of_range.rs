//! Check TGW109: a hub has an ASN that AWS does not take.

use crate::analysis::Facts;
use crate::checks::{Applicability, Findings, declare_check};
use crate::edit::Command;
use crate::model::{Kind, TransitGateway};

declare_check! {
    /// ## What it does
    /// Finds transit gateways with an ASN outside the private ranges, 64512 to 65534 and 4200000000 to 4294967294.
    ///
    /// ## Why it matters
    /// AWS refuses others, and the ASN of a gateway with VPN attachments is painful to change: every tunnel must be
    /// configured again.
    ///
    /// ## In production
    /// `create-transit-gateway` answers `InvalidParameterValue`. Look it up with `aws ec2 describe-transit-gateways --query
    /// 'TransitGateways[].Options.AmazonSideAsn'`.
    ///
    /// ## Example
    /// ```notation
    /// tgw hub asn=70000
    /// // ^ TGW109
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// tgw hub asn=64600
    /// ```
    ///
    /// ## Fix safety
    /// Safe while nothing is deployed: takes the first ASN from 64512 that no other gateway of the design has.
    ///
    /// ## Evidence
    /// - botocore 1.44.5, TransitGatewayRequestOptions.AmazonSideAsn
    /// - <https://docs.aws.amazon.com/vpc/latest/tgw/tgw-transit-gateways.html>
    ASN_OUT_OF_RANGE = "TGW109" "asn-out-of-range" {
        summary: "a transit gateway has an ASN that AWS does not take",
        severity: Error,
        since: "0.1.0",
        run: Design([DirectConnectGateway, TransitGateway, VpnGateway], asn_out_of_range),
    }
}

fn asn_out_of_range(facts: &Facts, out: &mut Findings) {
    let private = |asn: i64| {
        (64_512..=65_534).contains(&asn) || (4_200_000_000..=4_294_967_294).contains(&asn)
    };
    let kinds = [
        Kind::TransitGateway,
        Kind::VpnGateway,
        Kind::DirectConnectGateway,
    ];
    let taken: std::collections::BTreeSet<i64> = kinds
        .iter()
        .flat_map(|kind| facts.design().rows(*kind))
        .filter_map(|record| record.field("asn")?.as_i64())
        .collect();
    for hub in facts
        .all::<TransitGateway>()
        .filter(|hub| !private(hub.asn))
    {
        let message = format!(
            "Transit gateway {} has ASN {}; AWS takes 64512 to 65534 or 4200000000 to 4294967294",
            facts.label(hub.id),
            hub.asn
        );
        let report = out.report(hub.id, "asn", message);
        if let Some(free) = (64_512..=65_534_i64).find(|asn| !taken.contains(asn)) {
            report.fix(
                format!("Take {free}"),
                Applicability::Safe,
                vec![Command::set(hub.id, "asn", free)],
            );
        }
    }
}
