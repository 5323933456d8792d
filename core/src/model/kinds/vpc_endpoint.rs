//! VPC endpoint: see [`VpcEndpoint`].

use crate::model::record::record;
use crate::model::values::choices::choice;
use crate::model::{
    Acceptance, EndpointService, FieldSpec, Id, RouteTable, SecurityGroup, Subnet, Vpc,
};

record! {
    /// A private way from a VPC to a service.
    VpcEndpoint, "vpc-endpoint", "vpc_endpoints", "VPC endpoint" {
        /// The VPC it serves.
        vpc: Id<Vpc> = Id::new(0) => FieldSpec::new("VPC").parent().aws("CreateVpcEndpoint.VpcId");
        /// Gateway (S3 and DynamoDB, by routes, free), interface (an address in subnets) or Gateway Load Balancer.
        endpoint_type: EndpointType = EndpointType::Interface => FieldSpec::new("Type").aws("CreateVpcEndpoint.VpcEndpointType");
        /// Name of a service of AWS, such as `com.amazonaws.eu-west-1.secretsmanager`; empty where a service of this design is named.
        service: String = String::new() => FieldSpec::new("Service").aws("CreateVpcEndpoint.ServiceName");
        /// A service of this design, in place of a name.
        endpoint_service: Option<Id<EndpointService>> = None => FieldSpec::new("Endpoint service");
        /// At most one in each AZ; exactly one for a Gateway Load Balancer endpoint.
        subnets: Vec<Id<Subnet>> = Vec::new() => FieldSpec::new("Subnets").aws("CreateVpcEndpoint.SubnetIds");
        /// Tables that a gateway endpoint writes its prefix list into.
        route_tables: Vec<Id<RouteTable>> = Vec::new() => FieldSpec::new("Route tables").aws("CreateVpcEndpoint.RouteTableIds");
        /// Filters of an interface endpoint; the VPC's default group where none.
        security_groups: Vec<Id<SecurityGroup>> = Vec::new() => FieldSpec::new("Security groups").aws("CreateVpcEndpoint.SecurityGroupIds");
        /// The service's public name resolves to the endpoint inside this VPC; interface endpoints only.
        private_dns: bool = true => FieldSpec::new("Private DNS").aws("CreateVpcEndpoint.PrivateDnsEnabled");
        /// Policy document, JSON; full access where empty.
        policy: String = String::new() => FieldSpec::new("Policy").advanced().aws("CreateVpcEndpoint.PolicyDocument");
        /// Whether the service's owner has accepted.
        state: Acceptance = Acceptance::Accepted => FieldSpec::new("State").advanced();
    }
}

choice! {
    /// The kind of a VPC endpoint.
    EndpointType { Interface = "Interface", Gateway = "Gateway", GatewayLoadBalancer = "GatewayLoadBalancer" }
}
