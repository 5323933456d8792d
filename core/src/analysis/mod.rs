//! Analysis: what follows from a design, in memoised layers. No opinions here; those are [`crate::checks`].
//!
//! Each layer is a pure function of what it names, keeps the parts that an edit did not touch, and has a
//! from-scratch twin in its tests.

mod api_stage;
mod changes;
mod ends;
mod facts;
mod hybrid;
mod hybrid_link;
mod index;
mod isolation;
mod origin;
mod partition;
mod policy;
mod reach;
mod routes;
mod touched;
mod transit;
mod ways;

pub use api_stage::{ApiStage, api_stage};
pub use changes::Changes;
pub use ends::{Answer, Ends};
pub use facts::{Facts, join_words};
pub use hybrid::{Learnt, RouteSource};
pub use hybrid_link::{LinkFault, link_account, link_fault};
pub use index::Index;
pub use isolation::{Crossing, CrossingEnd};
pub use origin::{Origin, OriginName, origin_of, trusted_names};
pub use policy::{Policy, Rule};
pub use reach::{
    CONNECTED_BY, Connections, Drop, End, Flow, Hop, Opening, Outcome, Place, ReachBy, ReachCell,
    ReachFlow, ReachGroup, ReachPlaces, ReachState, ReachWitness, acl_of,
};
pub use routes::is_middlebox;
pub use routes::{EffectiveTable, Next, RouteLine, VpcRoutes};
pub use touched::Touched;
pub use transit::{HubRoutes, Membership, TgwLine, TgwTable, TgwTableKey};
