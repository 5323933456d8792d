//! Check ADR116: a fixed private address can't be used.

use std::collections::BTreeMap;
use std::net::IpAddr;

use crate::analysis::Facts;
use crate::checks::{Applicability, Findings, declare_check};
use crate::edit::Command;
use crate::model::{EntityId, Instance, NetworkInterface, Subnet, Vpc};

declare_check! {
    /// ## What it does
    /// Finds fixed private addresses of workloads and network interfaces that lie outside their subnet, that AWS
    /// keeps (the first four and the last of each subnet), or that two of them share.
    ///
    /// ## Why it matters
    /// AWS refuses to start the instance or to make the interface.
    ///
    /// ## In production
    /// `run-instances` answers `InvalidParameterValue` or `InvalidIPAddress.InUse`. Look who has the address with `aws ec2
    /// describe-network-interfaces --filters Name=addresses.private-ip-address,Values=10.0.1.1`.
    ///
    /// ## Example
    /// ```notation
    /// vpc prod cidrs=10.0.0.0/16
    ///   subnet app-a az=a cidrs=10.0.1.0/24
    ///     instance web private_address=10.0.1.2
    ///     // ^ ADR116
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// vpc prod cidrs=10.0.0.0/16
    ///   subnet app-a az=a cidrs=10.0.1.0/24
    ///     instance web private_address=10.0.1.10
    /// ```
    ///
    /// ## Fix safety
    /// Unsafe: lets AWS choose the address of a workload; whoever knows the fixed one must learn the new one.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html>
    PRIVATE_ADDRESS = "ADR116" "private-address-unusable" {
        summary: "a fixed private address can't be used",
        severity: Error,
        since: "0.1.0",
        run: Vpc(private_address),
    }
}

fn private_address(facts: &Facts, vpc: &Vpc, out: &mut Findings) {
    let mut holders: BTreeMap<IpAddr, EntityId> = BTreeMap::new();
    for subnet in facts.children::<Subnet>(vpc.id) {
        let workloads = facts.children::<Instance>(subnet.id);
        let fixed = workloads
            .filter_map(|host| Some((host.id.entity(), "private_address", host.private_address?)));
        let interfaces = facts.children::<NetworkInterface>(subnet.id);
        let held = interfaces.flat_map(|interface| {
            interface
                .addresses
                .iter()
                .map(|address| (interface.id.entity(), "addresses", *address))
        });
        for (id, field, address) in fixed.chain(held) {
            let shared = holders.insert(address, id);
            let why = match shared {
                // The interface that an imported workload has its address by.
                Some(other) if is_interface_of(facts, id, other) => continue,
                Some(other) if other != id => format!("{} has it too", facts.label(other)),
                _ => match obstacle(subnet, address) {
                    Some(why) => format!("{why} {}", facts.label(subnet.id)),
                    None => continue,
                },
            };
            let message = format!("{} can't have {address}: {why}", facts.label(id));
            let report = out
                .report(id, field, message)
                .related(shared)
                .related([subnet.id]);
            if field == "private_address" {
                let command = Command::set(id, field, serde_json::Value::Null);
                report.fix(
                    "Let AWS choose the address",
                    Applicability::Unsafe,
                    vec![command],
                );
            }
        }
    }
}

fn is_interface_of(facts: &Facts, interface: EntityId, workload: EntityId) -> bool {
    let interface = interface
        .typed::<NetworkInterface>()
        .and_then(|id| facts.get(id));
    interface
        .and_then(|interface| interface.instance)
        .is_some_and(|holder| holder.entity() == workload)
}

fn obstacle(subnet: &Subnet, address: IpAddr) -> Option<&'static str> {
    let Some(block) = subnet.cidrs.iter().find(|block| block.contains(&address)) else {
        return (!subnet.cidrs.is_empty()).then_some("it is not in subnet");
    };
    let reserved = match (block, address) {
        (ipnet::IpNet::V4(block), IpAddr::V4(address)) => {
            address.to_bits() - block.network().to_bits() < 4 || address == block.broadcast()
        }
        (ipnet::IpNet::V6(block), IpAddr::V6(address)) => {
            address.to_bits() - block.network().to_bits() < 4 || address == block.broadcast()
        }
        _ => false,
    };
    reserved.then_some("AWS keeps the first four and the last address of subnet")
}
