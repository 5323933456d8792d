//! Check WAF113: an IP set of both families, or with a block that WAF does not take.

use ipnet::IpNet;

use crate::analysis::Facts;
use crate::checks::{Applicability, Findings, declare_check};
use crate::edit::{Command, Mint};
use crate::model::IpSet;

declare_check! {
    /// ## What it does
    /// Finds IP sets that hold IPv4 and IPv6 blocks, a block of size /0, or more than 10,000 blocks.
    ///
    /// ## Why it matters
    /// An IP set has one family, and WAF takes every block but /0. AWS refuses the rest.
    ///
    /// ## In production
    /// `create-ip-set` answers `WAFInvalidParameterException: … field: IP_ADDRESS`.
    ///
    /// ## Example
    /// ```notation
    /// ip-set office addresses=203.0.113.0/24,2001:db8::/32
    /// // ^ WAF113
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// ip-set office addresses=203.0.113.0/24
    /// ip-set office-v6 addresses=2001:db8::/32
    /// ```
    ///
    /// ## Fix safety
    /// Unsafe: leaves the IPv4 blocks here and puts the others in a set of their own; rules then have to name both.
    /// Blocks of /0 are halved into two of /1.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/waf/latest/APIReference/API_CreateIPSet.html>: IPAddressVersion; all ranges
    ///   except /0
    /// - <https://docs.aws.amazon.com/waf/latest/developerguide/limits.html>: 10,000 addresses in a set
    IP_SET_MIXED = "WAF113" "ip-set-mixed" {
        summary: "an IP set of both families, or with a block that WAF does not take",
        severity: Error,
        since: "0.1.0",
        run: Row(IpSet, ip_set_mixed),
    }
}

const MOST_ADDRESSES: usize = 10_000;

fn ip_set_mixed(facts: &Facts, set: &IpSet, out: &mut Findings) {
    let name = facts.label(set.id);
    let (v4, v6): (Vec<IpNet>, Vec<IpNet>) = set
        .addresses
        .iter()
        .partition(|block| block.addr().is_ipv4());
    if !v4.is_empty() && !v6.is_empty() {
        let message = format!("IP set {name} holds IPv4 and IPv6 blocks; a set has one family");
        let mut other = set.clone();
        other.id = Mint::after(facts.design()).id();
        other.name = format!("{name}-v6");
        other.meta = crate::model::record::Meta::default();
        other.addresses = v6;
        let fix = vec![
            Command::set(set.id, "addresses", texts(&v4)),
            Command::insert(other),
        ];
        out.report(set.id, "addresses", message).fix(
            "Put IPv6 in a set of its own",
            Applicability::Unsafe,
            fix,
        );
    }
    if let Some(all) = set.addresses.iter().find(|block| block.prefix_len() == 0) {
        let message = format!("IP set {name} holds {all}, which WAF does not take");
        let halves = if all.addr().is_ipv4() {
            ["0.0.0.0/1", "128.0.0.0/1"]
        } else {
            ["::/1", "8000::/1"]
        };
        let kept = set
            .addresses
            .iter()
            .filter(|block| *block != all)
            .map(ToString::to_string);
        let blocks: Vec<String> = kept.chain(halves.map(str::to_owned)).collect();
        out.report(set.id, "addresses", message).fix(
            format!("Halve {all}"),
            Applicability::Unsafe,
            vec![Command::set(set.id, "addresses", blocks)],
        );
    }
    if set.addresses.len() > MOST_ADDRESSES {
        let message = format!(
            "IP set {name} holds {} blocks, {MOST_ADDRESSES} are allowed",
            set.addresses.len()
        );
        out.report(set.id, "addresses", message);
    }
}

fn texts(blocks: &[IpNet]) -> Vec<String> {
    blocks.iter().map(ToString::to_string).collect()
}
