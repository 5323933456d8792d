//! Services of AWS that take a VPC endpoint, and the names their private DNS answers for.
//!
//! The list of names is no evidence that a service exists in a given Region or zone: no package records that. A check
//! may say that a name is unknown here, never that a service is missing there.

use super::{CatalogueEntry, Confidence, Source, regions, table};

/// One service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EndpointService {
    /// The name after `com.amazonaws.REGION.`: `secretsmanager`. The few that are named otherwise are whole, with `{r}`
    /// for the Region.
    pub name: &'static str,
    /// Takes interface endpoints.
    pub interface: bool,
    /// Takes gateway endpoints. Their public names stay public: a gateway endpoint works by routes.
    pub gateway: bool,
    /// The names private DNS answers for, with `{r}` for the Region; `None` where no source gives them.
    pub private_dns: Option<Vec<String>>,
    /// Where this row is from; `Unconfirmed` where the private names were derived by pattern only.
    pub source: Source,
}

const PACKAGED: Source = Source::packaged(
    "moto 5.2.5, private names also in botocore 1.44.5",
    "2026-11-23",
);
const NAME_ONLY: Source = Source::packaged("moto 5.2.5", "2026-11-23");
const UNCONFIRMED: Source = Source::unconfirmed("moto 5.2.5", "2026-11-23")
    .note("the private names follow a pattern that no second source confirms");
const GATEWAY_KINDS: Source = Source::packaged("aws-cdk-lib 2.276.0", "2026-11")
    .note("GatewayVpcEndpointAwsService lists S3, DynamoDB and S3 Express");
const DYNAMODB: Source = Source::documented(
    "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/privatelink-interface-endpoints.html",
    "2026-11",
)
.note("interface and gateway endpoints; the private names of the interface kind were not confirmed");
const EXECUTE_API: Source = Source::unconfirmed(
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-private-apis.html",
    "2026-11",
)
.note("the packages give the name without its wildcard; every API has a name of its own below it");

/// Every service by name.
pub fn all() -> Vec<EndpointService> {
    table::rows(include_str!("../../data/endpoint_services.txt"))
        .map(|row| correct(parse(row)))
        .collect()
}

/// The service of that name: whole (`com.amazonaws.eu-west-1.kms`) or short (`kms`).
pub fn find(name: &str) -> Option<EndpointService> {
    let short = short_name(name);
    all().into_iter().find(|service| service.name == short)
}

impl EndpointService {
    /// The whole name in a Region of the commercial or GovCloud partition; `None` for others, whose services are named
    /// otherwise and not in this table.
    pub fn service_name(&self, region: &str) -> Option<String> {
        let known = regions::find(region)
            .is_none_or(|known| matches!(known.partition, "aws" | "aws-us-gov"));
        let whole = if self.name.contains("{r}") || self.name.starts_with("com.amazonaws.") {
            self.name.replace("{r}", region)
        } else {
            format!("com.amazonaws.{region}.{}", self.name)
        };
        known.then_some(whole)
    }

    /// Whether the private names are sure enough to call an answer wrong.
    pub fn private_dns_is_confirmed(&self) -> bool {
        self.private_dns.is_some() && self.source.confidence != Confidence::Unconfirmed
    }

    /// The names private DNS answers for in a Region; `None` where no source gives them.
    pub fn private_dns_names(&self, region: &str) -> Option<Vec<String>> {
        let names = self.private_dns.as_ref()?;
        Some(
            names
                .iter()
                .map(|name| name.replace("{r}", region))
                .collect(),
        )
    }
}

pub(super) fn catalogue() -> Vec<CatalogueEntry> {
    let entry = |service: EndpointService| CatalogueEntry {
        family: "endpoint_services",
        name: service.name.to_owned(),
        value: format!(
            "{}, private DNS: {}",
            match (service.interface, service.gateway) {
                (true, true) => "interface and gateway",
                (false, true) => "gateway",
                _ => "interface",
            },
            service
                .private_dns
                .map_or_else(|| "unknown".to_owned(), |names| names.join(" ")),
        ),
        source: service.source,
    };
    all().into_iter().map(entry).collect()
}

/// What documentation or a second package says against the table.
fn correct(service: EndpointService) -> EndpointService {
    match service.name {
        "s3" => EndpointService {
            interface: true,
            gateway: true,
            ..service
        },
        "s3express" => EndpointService {
            gateway: true,
            interface: false,
            private_dns: None,
            source: GATEWAY_KINDS,
            ..service
        },
        "dynamodb" => EndpointService {
            interface: true,
            gateway: true,
            source: DYNAMODB,
            ..service
        },
        "execute-api" => EndpointService {
            private_dns: Some(vec!["*.execute-api.{r}.amazonaws.com".to_owned()]),
            source: EXECUTE_API,
            ..service
        },
        _ => service,
    }
}

fn parse(row: &'static str) -> EndpointService {
    let columns: Vec<&str> = row.split('|').collect();
    let (name, kinds) = (table::column(&columns, 0), table::column(&columns, 1));
    let (private_dns, source) = match (table::column(&columns, 2), table::column(&columns, 3)) {
        ("-", _) => (None, NAME_ONLY),
        (evidence, names) => {
            let names = if names.is_empty() {
                vec![format!("{name}.{{r}}.amazonaws.com")]
            } else {
                names.split(' ').map(str::to_owned).collect()
            };
            (
                Some(names),
                if evidence == "c" {
                    PACKAGED
                } else {
                    UNCONFIRMED
                },
            )
        }
    };
    EndpointService {
        name,
        interface: kinds.contains('I'),
        gateway: kinds.contains('G'),
        private_dns,
        source,
    }
}

/// `com.amazonaws.eu-west-1.ecr.api` is `ecr.api`; `aws.sagemaker.eu-west-1.studio` is `aws.sagemaker.{r}.studio`.
fn short_name(name: &str) -> String {
    if let Some((_, short)) = name
        .strip_prefix("com.amazonaws.")
        .and_then(|rest| rest.split_once('.'))
        && !name.starts_with("com.amazonaws.s3-global.")
    {
        return short.to_owned();
    }
    match name
        .strip_prefix("aws.sagemaker.")
        .and_then(|rest| rest.split_once('.'))
    {
        Some((_, kind)) => format!("aws.sagemaker.{{r}}.{kind}"),
        None => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(service: &str) -> Vec<String> {
        let found = find(service).unwrap_or_else(|| panic!("{service} is not in the table"));
        found.private_dns_names("eu-west-1").unwrap_or_default()
    }

    #[test]
    fn private_names_are_those_of_the_public_endpoint() {
        assert_eq!(
            names("com.amazonaws.eu-west-1.secretsmanager"),
            ["secretsmanager.eu-west-1.amazonaws.com"]
        );
        assert_eq!(names("ecr.api"), ["api.ecr.eu-west-1.amazonaws.com"]);
        assert_eq!(names("ecr.dkr"), ["*.dkr.ecr.eu-west-1.amazonaws.com"]);
        assert_eq!(
            names("sagemaker.runtime"),
            ["runtime.sagemaker.eu-west-1.amazonaws.com"]
        );
        assert_eq!(
            names("kinesis-streams"),
            ["kinesis.eu-west-1.amazonaws.com"]
        );
        assert_eq!(
            names("execute-api"),
            ["*.execute-api.eu-west-1.amazonaws.com"]
        );
        assert!(find("kms").is_some_and(|kms| kms.private_dns_is_confirmed()));
        assert!(!find("console").is_some_and(|console| console.private_dns_is_confirmed()));
    }

    #[test]
    fn three_services_have_gateways() {
        let gateways: Vec<&str> = all()
            .iter()
            .filter(|service| service.gateway)
            .map(|service| service.name)
            .collect();
        assert_eq!(gateways, ["dynamodb", "s3", "s3express"]);
        assert!(find("s3").is_some_and(|s3| s3.interface));
    }

    #[test]
    fn whole_names_and_short_names_are_inverse() {
        for service in all() {
            assert!(service.interface || service.gateway, "{service:?}");
            let whole = service
                .service_name("eu-west-1")
                .expect("a commercial region");
            assert_eq!(find(&whole).as_ref(), Some(&service), "{whole}");
        }
        let kms = find("kms").expect("kms");
        assert_eq!(
            kms.service_name("us-gov-west-1").as_deref(),
            Some("com.amazonaws.us-gov-west-1.kms")
        );
        assert_eq!(kms.service_name("cn-north-1"), None);
    }
}
