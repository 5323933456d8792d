//! Internet gateway: see [`InternetGateway`].

use crate::model::record::record;
use crate::model::{FieldSpec, Id, Vpc};

record! {
    /// The way between a VPC and the internet.
    InternetGateway, "internet-gateway", "internet_gateways", "Internet gateway" {
        /// The VPC it is attached to.
        vpc: Option<Id<Vpc>> = None => FieldSpec::new("VPC").parent().aws("AttachInternetGateway.VpcId");
    }
}
