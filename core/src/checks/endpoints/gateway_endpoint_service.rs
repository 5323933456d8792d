//! Check EPT103: a gateway endpoint for a service that takes none.

use super::{known_service, of_type, one_subnet_per_zone, short_service, texts};
use crate::analysis::Facts;
use crate::checks::{Applicability, Findings, declare_check};
use crate::edit::Command;
use crate::model::{EndpointType, Vpc};

declare_check! {
    /// ## What it does
    /// Finds gateway endpoints for services other than Amazon S3, S3 Express One Zone and DynamoDB.
    ///
    /// ## Why it matters
    /// Only these three are reached by routes. AWS refuses the endpoint, and the script stops there. Gateway is also
    /// the default type of the API, so a forgotten type ends here.
    ///
    /// ## In production
    /// `create-vpc-endpoint` answers `InvalidParameter: Endpoint type (Gateway) does not match available service
    /// types ([Interface])`. Ask which types a service takes with `aws ec2 describe-vpc-endpoint-services
    /// --service-names com.amazonaws.eu-west-1.sqs --query 'ServiceDetails[].ServiceType'`.
    ///
    /// ## Example
    /// ```notation
    /// vpc app cidrs=10.0.0.0/16 dns_hostnames=true
    ///   subnet a az=a cidrs=10.0.1.0/24
    ///   subnet b az=b cidrs=10.0.2.0/24
    ///   route-table main main=true
    ///   vpc-endpoint queue endpoint_type=Gateway service=com.amazonaws.eu-west-1.sqs route_tables=main
    ///   // ^ EPT103
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// vpc app cidrs=10.0.0.0/16 dns_hostnames=true
    ///   subnet a az=a cidrs=10.0.1.0/24
    ///   subnet b az=b cidrs=10.0.2.0/24
    ///   security-group endpoints
    ///     security-group-rule protocol=tcp ports=443 cidr=10.0.0.0/16
    ///   vpc-endpoint queue service=com.amazonaws.eu-west-1.sqs subnets=a,b security_groups=endpoints
    /// ```
    ///
    /// ## Fix safety
    /// Unsafe: makes it an interface endpoint in one subnet of each zone, which takes an address in each and bills
    /// per hour and zone, and turns on what its private name needs. There is no fix where another endpoint has the
    /// name.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html>: gateway endpoints exist for S3
    ///   and DynamoDB
    /// - aws-cdk-lib 2.276.0, GatewayVpcEndpointAwsService: S3, S3_EXPRESS, DYNAMODB
    GATEWAY_ENDPOINT_SERVICE = "EPT103" "gateway-endpoint-service" {
        summary: "a gateway endpoint for a service that takes none",
        severity: Error,
        since: "0.1.0",
        run: Vpc(gateway_endpoint_service),
    }
}

fn gateway_endpoint_service(facts: &Facts, vpc: &Vpc, out: &mut Findings) {
    for endpoint in of_type(facts, vpc, EndpointType::Gateway) {
        let known = known_service(&endpoint.service);
        // A name that is in no table is another check's finding.
        if endpoint.endpoint_service.is_none() && known.is_none_or(|service| service.gateway) {
            continue;
        }
        let message = format!(
            "{} takes no gateway endpoint: only S3, S3 Express and DynamoDB do",
            short_service(facts, endpoint)
        );
        let report = out.report(endpoint.id, "endpoint_type", message);
        let subnets = one_subnet_per_zone(facts, vpc.id);
        let there = of_type(facts, vpc, EndpointType::Interface)
            .any(|other| other.service == endpoint.service && other.private_dns);
        if !subnets.is_empty() && vpc.dns_support && !there {
            let mut fix = vec![
                Command::set(endpoint.id, "endpoint_type", "Interface"),
                Command::set(endpoint.id, "route_tables", Vec::<String>::new()),
                Command::set(endpoint.id, "subnets", texts(subnets)),
                Command::set(endpoint.id, "private_dns", true),
            ];
            // Without hostnames the name would stay public, and the endpoint be for nothing.
            if !vpc.dns_hostnames {
                fix.push(Command::set(vpc.id, "dns_hostnames", true));
            }
            report.fix("Make it an interface endpoint", Applicability::Unsafe, fix);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::harness::findings;
    use crate::edit::apply;
    use crate::notation;

    fn fix(hostnames: &str, rest: &str) -> Option<crate::checks::Fix> {
        let text = design(hostnames, rest);
        let found = findings(&text);
        let found = found.into_iter().find(|finding| finding.code == "EPT103");
        found.unwrap().fix
    }

    fn design(hostnames: &str, rest: &str) -> String {
        format!(
            "vpc app cidrs=10.0.0.0/16 dns_hostnames={hostnames}\n  subnet a cidrs=10.0.1.0/24\n  route-table m main=true\n  \
             vpc-endpoint q endpoint_type=Gateway service=com.amazonaws.eu-west-1.sqs route_tables=m private_dns=false\n{rest}"
        )
    }

    #[test]
    fn the_interface_endpoint_answers_to_its_name() {
        let before = notation::parse(&design("false", "")).unwrap();
        let after = apply(&before, &fix("false", "").unwrap().ready(&before)).unwrap();
        let left = findings(&notation::print(&after.design));
        let error =
            |finding: &&crate::checks::Finding| finding.severity == crate::checks::Severity::Error;
        assert!(left.iter().find(error).is_none(), "{left:?}");
    }

    #[test]
    fn no_second_endpoint_for_a_name_that_has_one() {
        let other =
            "  vpc-endpoint r service=com.amazonaws.eu-west-1.sqs subnets=a private_dns=true\n";
        assert!(fix("true", other).is_none());
    }
}
