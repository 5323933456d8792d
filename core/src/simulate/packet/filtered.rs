//! Past security groups and network ACLs, or what stops a packet there.

use super::filters::{self, Far, Verdict};
use super::nics::Nic;
use super::report::Outcome;
use super::state::{Crossing, Stop, Walk};
use crate::model::{Direction, EntityId, Id, Kind, NetworkAcl, SecurityGroupRule, Subnet};

impl<'f> Walk<'f> {
    /// Past the security groups of an interface, or what stops it there.
    pub(super) fn through_groups(
        &mut self,
        nic: &Nic<'f>,
        direction: Direction,
    ) -> Option<Stop<'f>> {
        if self.unfiltered {
            return None;
        }
        let session = self.session.as_ref();
        if session.is_some_and(|session| session.tracked.contains(&nic.key)) {
            self.add("its security groups know the connection", Vec::new());
            return None;
        }
        let facts = self.facts;
        let mut told = std::mem::take(&mut self.told);
        let seen;
        let perhaps = self.perhaps_sender_of(nic, direction);
        let far = match direction {
            Direction::Ingress => Far {
                address: &self.packet.source,
                member: self.sender_of(nic),
                perhaps: perhaps.as_ref(),
                balancer: self.balancer.as_ref(),
            },
            Direction::Egress => {
                seen = super::references::seen_from(facts, nic, &self.packet.destination);
                Far {
                    address: &self.packet.destination,
                    member: seen.as_ref(),
                    perhaps: None,
                    balancer: None,
                }
            }
        };
        let verdict = filters::groups(facts, nic, &far, direction, &self.packet, &mut told);
        self.told = told;
        if let (Verdict::Allows(_, by), Direction::Egress) = (&verdict, direction) {
            let mut rules = by
                .iter()
                .filter_map(|id| facts.as_kind::<SecurityGroupRule>(*id));
            let by_group = rules.find_map(|rule| rule.source_group.and(Some(rule.security_group)));
            // That of the sender holds for the whole way.
            self.let_out_by = self.let_out_by.or(by_group);
        }
        self.judge(verdict, "ENI_SG_RULES_MISMATCH")
    }

    /// Who sent a packet, where an interface knows its groups over another link than the packet came by: whether it
    /// recognises them then, no source says.
    fn perhaps_sender_of(&self, nic: &Nic<'f>, direction: Direction) -> Option<Nic<'f>> {
        let linked = |crossing: &Crossing| !matches!(crossing, Crossing::Other);
        let elsewhere = !self.crossings.is_empty() && self.crossings.iter().all(linked);
        if direction == Direction::Egress || !elsewhere || self.sender_of(nic).is_some() {
            return None;
        }
        super::references::seen_from(self.facts, nic, &self.packet.source)
    }

    /// Who sent a packet, where an interface recognises it by its groups.
    fn sender_of(&self, nic: &Nic<'f>) -> Option<&Nic<'f>> {
        let origin = self.origin.as_ref()?;
        let same = origin
            .addresses
            .iter()
            .any(|address| address.same(&self.packet.source));
        let holds = match self.crossings.as_slice() {
            [] => origin.subnet.vpc == nic.subnet.vpc,
            [Crossing::Peering(within_region)] => *within_region,
            [Crossing::Hub(supported)] => *supported,
            _ => false,
        };
        (same && holds).then_some(origin)
    }

    /// Past a network ACL, or what stops it there.
    pub(super) fn through_acl(
        &mut self,
        subnet: &Subnet,
        direction: Direction,
    ) -> Option<Stop<'f>> {
        if self.unfiltered {
            return None;
        }
        let verdict = filters::acl(self.facts, subnet, direction, &self.packet, &mut self.told);
        self.judge(verdict, "SUBNET_ACL_RESTRICTION")
    }

    fn judge(&mut self, verdict: Verdict, code: &'static str) -> Option<Stop<'f>> {
        match verdict {
            Verdict::Allows(text, by) => {
                if !text.is_empty() {
                    self.add(&text, by);
                }
                None
            }
            Verdict::Denies(text, by) => {
                self.add(&text, by.clone());
                // The rule decided; the group or ACL is what to look at.
                let named = |id: &&EntityId| {
                    !matches!(id.kind, Kind::NetworkAclRule | Kind::SecurityGroupRule)
                };
                let at: Vec<EntityId> = by.iter().filter(named).copied().collect();
                let mut stop = Stop::because(Outcome::Denied, code, Id::<NetworkAcl>::new(0), text);
                if let Some(reason) = &mut stop.reason {
                    reason.at = at;
                }
                Some(stop)
            }
            Verdict::Unknown(text, at) => {
                self.add(&text, vec![at]);
                Some(Stop::unknown(text, at))
            }
        }
    }
}
