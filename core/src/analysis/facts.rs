//! Facts: a design with everything that follows from it, kept from one edit to the next.

use super::routes::{Routes, VpcRoutes};
use super::transit::{HubRoutes, Transit};
use super::ways::Ways;
use super::{Changes, Index, Touched};
use crate::model::{
    Design, EntityId, Environment, Id, Kind, Record, RecordKind, Site, Subnet, TransitGateway, Vpc,
};

/// All layers of one design. Cheap to copy: what two versions share is shared.
#[derive(Debug, Clone)]
pub struct Facts {
    design: Design,
    index: Index,
    routes: Routes,
    transit: Transit,
    pub(super) ways: Ways,
}

impl Facts {
    /// Works everything out.
    pub fn new(design: &Design) -> Self {
        let mut facts = Self {
            design: design.clone(),
            index: Index::new(design),
            routes: Routes::default(),
            transit: Transit::default(),
            ways: Ways::default(),
        };
        facts.routes = Routes::new(&facts);
        facts.transit = Transit::new(&facts);
        facts.ways = Ways::new(&facts);
        facts
    }

    /// The facts of `design`, keeping what the change from this design did not touch; and what it touched.
    #[must_use]
    pub fn updated(&self, design: &Design) -> (Self, Touched) {
        let changes = Changes::between(&self.design, design);
        let mut facts = self.clone();
        facts.design = design.clone();
        if changes.is_empty() {
            return (facts, Touched::default());
        }
        facts.index = self.index.updated(&self.design, design, &changes);
        let touched = Touched::new(self, &facts, &changes);
        if touched.changes_tables() {
            let mut routes = facts.routes.clone();
            routes.update(&facts, touched.vpcs.iter().copied());
            facts.routes = routes;
            let mut transit = facts.transit.clone();
            transit.update(&facts, touched.own_hubs.iter().copied());
            facts.transit = transit;
        }
        let mut ways = facts.ways.clone();
        ways.update(self, &facts, &changes, &touched);
        facts.ways = ways;
        (facts, touched)
    }

    /// The effective route tables of a VPC.
    pub fn routes(&self, vpc: Id<Vpc>) -> Option<&VpcRoutes> {
        self.routes.of_vpc(vpc)
    }

    /// The effective route tables of a transit gateway.
    pub fn hub_routes(&self, hub: Id<TransitGateway>) -> Option<&HubRoutes> {
        self.transit.of_hub(hub)
    }

    pub fn design(&self) -> &Design {
        &self.design
    }

    pub fn index(&self) -> &Index {
        &self.index
    }

    /// The record with this id.
    pub fn get<T: RecordKind>(&self, id: Id<T>) -> Option<&T> {
        self.design.get(id)
    }

    /// The record with this id, where it is of kind `T`.
    pub fn as_kind<T: RecordKind>(&self, id: EntityId) -> Option<&T> {
        self.design.get(id.typed()?)
    }

    /// All records of a kind, by number.
    pub fn all<T: RecordKind>(&self) -> impl Iterator<Item = &T> {
        self.design.all()
    }

    /// Children of `id` of kind `T`, by number.
    pub fn children<T: RecordKind>(&self, id: impl Into<EntityId>) -> impl Iterator<Item = &T> {
        let ids = self.index.children_of_kind(id.into(), T::KIND);
        ids.iter().filter_map(|id| self.as_kind(*id))
    }

    /// Records of kind `T` that refer to `id`, by number.
    pub fn referrers<T: RecordKind>(&self, id: impl Into<EntityId>) -> impl Iterator<Item = &T> {
        let ids = self.index.referrers_of_kind(id.into(), T::KIND);
        ids.iter().filter_map(|id| self.as_kind(*id))
    }

    /// `id` and everything that holds it, from the inside out.
    pub fn ancestors(&self, id: impl Into<EntityId>) -> impl Iterator<Item = EntityId> {
        // Parents are of another kind, and no chain of kinds is longer than this.
        std::iter::successors(Some(id.into()), |id| self.design.parent(*id)).take(8)
    }

    /// The VPC that is, or holds, `id`.
    pub fn vpc_of(&self, id: impl Into<EntityId>) -> Option<&Vpc> {
        self.ancestors(id).find_map(|id| self.as_kind(id))
    }

    /// The transit gateway that is, or holds, `id`.
    pub fn hub_of(&self, id: impl Into<EntityId>) -> Option<&TransitGateway> {
        self.ancestors(id).find_map(|id| self.as_kind(id))
    }

    /// The region of `id`: its own, or that of what holds it; empty where there is none.
    pub fn region_of(&self, id: impl Into<EntityId>) -> String {
        let mut regions = self.ancestors(id).filter_map(|id| {
            let region = self.design.record(id)?.field("region")?;
            region.as_str().map(str::to_owned)
        });
        regions.next().unwrap_or_default()
    }

    /// The environment of a subnet, VPC, site or anything inside them.
    pub fn environment_of(&self, id: impl Into<EntityId>) -> Option<&Environment> {
        let own = self.ancestors(id).find_map(|id| match id.kind {
            Kind::Subnet => self.as_kind::<Subnet>(id)?.environment,
            Kind::Vpc => self.as_kind::<Vpc>(id)?.environment,
            Kind::Site => self.as_kind::<Site>(id)?.environment,
            Kind::Environment => id.typed(),
            _ => None,
        });
        self.get(own?)
    }

    /// How a message names a record: its name, or its id where it has none.
    pub fn label(&self, id: impl Into<EntityId>) -> String {
        let id = id.into();
        let name = self.design.record(id).map_or("", |record| record.name());
        if name.is_empty() {
            id.to_string()
        } else {
            name.to_owned()
        }
    }

    /// Several labels as `a, b and c`; beyond `most`, the rest is counted.
    pub fn labels(&self, ids: impl IntoIterator<Item = EntityId>, most: usize) -> String {
        let names: Vec<_> = ids.into_iter().map(|id| self.label(id)).collect();
        join_words(&names, most)
    }

    /// The record with this id, of any kind.
    pub fn record(&self, id: EntityId) -> Option<&dyn Record> {
        self.design.record(id)
    }
}

/// Words as `a, b and c`; beyond `most`, the rest is counted.
pub fn join_words(words: &[String], most: usize) -> String {
    match words {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] if words.len() <= most => format!("{} and {last}", first.join(", ")),
        _ => {
            let shown = words.get(..most).unwrap_or(words);
            format!(
                "{} and {} more",
                shown.join(", "),
                words.len() - shown.len()
            )
        }
    }
}
