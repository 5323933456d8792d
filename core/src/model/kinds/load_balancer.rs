//! Load balancer: see [`LoadBalancer`].

use crate::model::record::record;
use crate::model::values::choices::choice;
use crate::model::{FieldSpec, Id, SecurityGroup, Subnet, Vpc};

record! {
    /// An Application, Network or Gateway Load Balancer, or an imported Classic one.
    LoadBalancer, "load-balancer", "load_balancers", "Load balancer" {
        /// The VPC of its subnets.
        vpc: Id<Vpc> = Id::new(0) => FieldSpec::new("VPC").parent();
        /// Application, network or gateway; classic where imported.
        balancer_type: LoadBalancerType = LoadBalancerType::Application => FieldSpec::new("Type").aws("CreateLoadBalancer.Type");
        /// Internal or internet-facing.
        scheme: Scheme = Scheme::Internal => FieldSpec::new("Scheme").aws("CreateLoadBalancer.Scheme");
        /// One in each AZ it serves; an Application Load Balancer needs two.
        subnets: Vec<Id<Subnet>> = Vec::new() => FieldSpec::new("Subnets").aws("CreateLoadBalancer.Subnets");
        /// Filters in front of it.
        security_groups: Vec<Id<SecurityGroup>> = Vec::new() => FieldSpec::new("Security groups").aws("CreateLoadBalancer.SecurityGroups");
        /// Sends to targets of other AZs.
        cross_zone: bool = true => FieldSpec::new("Cross-zone").advanced().aws("ModifyLoadBalancerAttributes.Attributes");
    }
}

choice! {
    /// The kind of a load balancer. A Classic Load Balancer is understood and not exported.
    LoadBalancerType { Application = "application", Network = "network", Gateway = "gateway", Classic = "classic" }
}

choice! {
    /// Whether a load balancer has public addresses.
    Scheme { Internal = "internal", InternetFacing = "internet-facing" }
}
