//! CloudFront distributions. They have no filter by tag; their comment, which is unique, finds them.
//!
//! What the design says of a distribution is asked for in each run and put right where it differs; all else that it was
//! set to by hand, such as further behaviours, stays. Each change and the removal name the version that they mean.

use crate::analysis::{Origin, OriginName, origin_of};
use crate::model::{Certificate, Distribution, LoadBalancer, WafScope, WebAcl};
use crate::net::DnsName;
use crate::plan::draft::{Draft, key, title};
use crate::plan::jmespath::Query;
use crate::plan::names;
use crate::plan::operation::{Call, Operation, Scope, Wait};
use crate::plan::tags;
use crate::plan::tree::{Key, Text, Tree, params};

use super::load_balancer::value_of;

const SERVICE: &str = "cloudfront";
/// The origin of the design among those that a distribution may have.
const ORIGIN: &str = "netwright";
/// Managed cache policy CachingDisabled
/// (<https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html>, read 2026-11).
const CACHING_DISABLED: &str = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";
/// Managed origin request policy AllViewer
/// (<https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html>, read 2026-11).
const ALL_VIEWER: &str = "216adef6-5c7f-47e4-b989-5492eafa07d3";
/// Managed origin request policy AllViewerExceptHostHeader, from the same page.
const ALL_VIEWER_EXCEPT_HOST: &str = "b689b0a8-53d0-40ab-baf2-68738e2966ac";
/// The least that viewers must speak
/// (<https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-viewer-protocols-ciphers.html>,
/// read 2026-11).
const LEAST_TLS: &str = "TLSv1.2_2021";

pub(super) fn plan(draft: &mut Draft<'_>) {
    for distribution in draft.design.all::<Distribution>() {
        match wanted(draft, distribution) {
            Ok(wanted) => {
                draft.leave_out(
                    distribution,
                    "what it caches: it is made with the managed policy CachingDisabled; what is set by hand later stays",
                );
                make(draft, distribution, &wanted);
            }
            Err(why) => draft.leave_out(distribution, why),
        }
    }
}

/// The operation that puts out the name of a distribution, where one is made.
pub(super) fn domain_name(draft: &Draft<'_>, distribution: &Distribution) -> Option<Key> {
    wanted(draft, distribution).ok()?;
    Some(Key::part(distribution.id, "domain-name"))
}

/// What a distribution is to be, as far as the design says.
struct Wanted {
    aliases: Vec<String>,
    origin: Origin,
    certificate: Option<Key>,
    web_acl: Option<Key>,
}

fn wanted(draft: &Draft<'_>, distribution: &Distribution) -> Result<Wanted, String> {
    let design = draft.design;
    let origin = origin_of(design, distribution)?;
    let mut aliases = Vec::new();
    for alias in &distribution.aliases {
        let name: DnsName = alias
            .parse()
            .map_err(|_| "one of its alternate names is no domain name".to_owned())?;
        aliases.push(name.to_string());
    }
    aliases.sort();
    aliases.dedup();
    let certificate = distribution
        .certificate
        .and_then(|id| design.get::<Certificate>(id));
    match certificate {
        None if !aliases.is_empty() => {
            return Err("it has alternate names, and no certificate that covers them".to_owned());
        }
        Some(certificate) if certificate.region != "us-east-1" => {
            return Err(format!(
                "its certificate is in {}, and CloudFront takes those of us-east-1 alone",
                certificate.region
            ));
        }
        Some(certificate) if certificate.account != distribution.account => {
            return Err("its certificate is in another account".to_owned());
        }
        _ => {}
    }
    let web_acl = distribution.web_acl.and_then(|id| design.get::<WebAcl>(id));
    match web_acl {
        Some(acl) if acl.scope != WafScope::CloudFront => {
            return Err(format!(
                "its web ACL has scope {}, not CLOUDFRONT",
                acl.scope
            ));
        }
        Some(acl) if acl.account != distribution.account => {
            return Err("its web ACL is in another account".to_owned());
        }
        _ => {}
    }
    Ok(Wanted {
        aliases,
        origin,
        certificate: certificate.map(|certificate| key(certificate.id)),
        web_acl: web_acl.map(|acl| key(acl.id)),
    })
}

fn make(draft: &mut Draft<'_>, distribution: &Distribution, wanted: &Wanted) {
    let own = key(distribution.id);
    let scope = Draft::scope("us-east-1", distribution.account);
    let name = draft.service_name(names::COMMON, distribution);
    let domain: Text = match &wanted.origin.name {
        OriginName::Given(name) => name.as_str().into(),
        OriginName::Balancer(id) => match draft.design.get::<LoadBalancer>(*id) {
            Some(balancer) => {
                Text::default().output(&value_of(draft, balancer, "dns-name", "DNSName"))
            }
            None => return,
        },
    };
    let reference = Text::from(draft.reference(&distribution.id.to_string())).output(&Key::run());
    let config = params! {
        "DistributionConfig" => first_config(wanted, &domain, &name, reference),
        "Tags" => params! { "Items" => tags::list(&draft.tags(distribution)) },
    };
    let found = format!("DistributionList.Items[?Comment=='{name}'] | [0].Id");
    let make = params! { "DistributionConfigWithTags" => config };
    draft.push(
        Operation::new(own.clone(), title(distribution), &scope)
            .find(Call::new(SERVICE, "ListDistributions", params! {}).query(found))
            .make(Call::new(SERVICE, "CreateDistributionWithTags", make).query("Distribution.Id")),
    );
    steps(draft, distribution, &declared(wanted, &domain), &scope);
}

/// The steps behind the one that makes it: its version, what differs from the design, its name, its end.
fn steps(draft: &mut Draft<'_>, distribution: &Distribution, declared: &[Declared], scope: &Scope) {
    let part = |part: &str| Key::part(distribution.id, part);
    let id = || params! { "Id" => key(distribution.id) };
    let config = |query: Text| Call::new(SERVICE, "GetDistributionConfig", id()).query(query);
    let step = |own: &Key, words: &str| {
        Operation::new(
            own.clone(),
            format!("{words} {}", title(distribution)),
            scope,
        )
    };
    let (version, right) = (part("version"), part("settings-wanted"));
    let (settings, off) = (part("settings"), part("settings-off"));
    let by_version = |document: &Key| {
        params! { "Id" => key(distribution.id), "DistributionConfig" => document, "IfMatch" => &version }
    };
    let update = |document: &Key| Call::new(SERVICE, "UpdateDistribution", by_version(document));
    let deployed = || {
        let status = Call::new(SERVICE, "GetDistribution", id()).query("Distribution.Status");
        Wait::new(status, &["Deployed"], &[])
    };
    let deletion = params! { "Id" => key(distribution.id), "IfMatch" => &version };
    draft.push(
        step(&version, "version of")
            .find(config("ETag".into()))
            .aside()
            .remove_by_version(Call::new(SERVICE, "DeleteDistribution", deletion)),
    );
    draft.push(
        step(&right, "settings wanted of")
            .find(config(merged(declared)))
            .aside(),
    );
    draft.push(
        step(&settings, "settings of")
            .find(config(as_declared(declared)))
            .make(update(&right))
            .wait(deployed()),
    );
    draft.push(
        step(&off, "last settings of")
            .find(config(
                "merge(DistributionConfig, {Enabled: `false`})".into(),
            ))
            .aside(),
    );
    draft.push(
        step(&part("enabled"), "requests to")
            .find(config("DistributionConfig.Enabled".into()))
            .remove_slowly(update(&off), deployed())
            .after(settings.clone()),
    );
    let name = Call::new(SERVICE, "GetDistribution", id()).query("Distribution.DomainName");
    draft.push(
        step(&part("domain-name"), "name of")
            .find(name)
            .after(settings),
    );
}

/// The configuration that it starts with. What the design does not say is as AWS advises for an origin of which
/// nothing is known: nothing is cached, and the origin sees what viewers send.
fn first_config(wanted: &Wanted, domain: &Text, name: &str, reference: Text) -> Tree {
    let methods = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"];
    // An origin under a name of its own knows no host by the names of viewers.
    let policy = match wanted.origin.name {
        OriginName::Balancer(_) => ALL_VIEWER,
        OriginName::Given(_) => ALL_VIEWER_EXCEPT_HOST,
    };
    params! {
        "CallerReference" => reference,
        "Comment" => name,
        "Enabled" => true,
        "Aliases" => counted(wanted.aliases.iter().map(|alias| alias.as_str().into()).collect()),
        "Origins" => counted(vec![with_custom(origin(wanted, domain), custom_origin(wanted))]),
        "DefaultCacheBehavior" => params! {
            "TargetOriginId" => ORIGIN,
            "ViewerProtocolPolicy" => "redirect-to-https",
            "AllowedMethods" => params! {
                "Quantity" => 7,
                "Items" => methods.to_vec(),
                "CachedMethods" => counted(vec!["GET".into(), "HEAD".into()]),
            },
            "Compress" => true,
            "CachePolicyId" => CACHING_DISABLED,
            "OriginRequestPolicyId" => policy,
        },
        "ViewerCertificate" => match &wanted.certificate {
            Some(arn) => params! {
                "ACMCertificateArn" => arn,
                "SSLSupportMethod" => "sni-only",
                "MinimumProtocolVersion" => LEAST_TLS,
            },
            None => params! { "CloudFrontDefaultCertificate" => true },
        },
        "WebACLId" => wanted.web_acl.as_ref(),
        "HttpVersion" => "http2and3",
        "IsIPV6Enabled" => true,
    }
}

fn origin(wanted: &Wanted, domain: &Text) -> Tree {
    params! { "Id" => ORIGIN, "DomainName" => domain.clone(), "OriginPath" => wanted.origin.path.as_str() }
}

fn custom_origin(wanted: &Wanted) -> Tree {
    let port = |of_tls: bool, other: u16| {
        if wanted.origin.is_tls == of_tls {
            wanted.origin.port
        } else {
            other
        }
    };
    params! {
        "HTTPPort" => port(false, 80),
        "HTTPSPort" => port(true, 443),
        "OriginProtocolPolicy" => protocol(wanted),
        "OriginSslProtocols" => counted(vec!["TLSv1.2".into()]),
    }
}

fn protocol(wanted: &Wanted) -> &'static str {
    if wanted.origin.is_tls {
        "https-only"
    } else {
        "http-only"
    }
}

fn with_custom(origin: Tree, custom: Tree) -> Tree {
    match origin {
        Tree::Structure(mut members) => {
            members.push(("CustomOriginConfig".to_owned(), custom));
            Tree::Structure(members)
        }
        other => other,
    }
}

/// A list as CloudFront takes it, with its length.
fn counted(items: Vec<Tree>) -> Tree {
    let quantity = i64::try_from(items.len()).unwrap_or_default();
    params! { "Quantity" => quantity, "Items" => Tree::list_or_absent(items) }
}

/// One thing that the design says of a distribution, over its configuration in JMESPath: whether it is so, and the
/// members of the configuration in which it is.
struct Declared {
    holds: Query,
    members: Query,
}

fn declared(wanted: &Wanted, domain: &Text) -> Vec<Declared> {
    let one = |holds: Query, members: Query| Declared { holds, members };
    let aliases: Vec<Tree> = wanted
        .aliases
        .iter()
        .map(|alias| alias.as_str().into())
        .collect();
    let port = if wanted.origin.is_tls {
        "HTTPSPort"
    } else {
        "HTTPPort"
    };
    let mine = format!("(Origins.Items[?Id=='{ORIGIN}'] | [0])");
    let others = format!("Origins.Items[?Id!='{ORIGIN}']");
    let all = Query::from("[")
        .then(&others)
        .then(", [merge(")
        .then(&mine)
        .then(" || `{}`, ")
        .literal(&origin(wanted, domain))
        .then(", {CustomOriginConfig: merge(")
        .then(&mine)
        .then(".CustomOriginConfig || `{}`, ")
        .literal(&custom_origin(wanted))
        .then(")})]][]");
    let as_drawn = Query::from(format!("(Origins.Items[?Id=='{ORIGIN}' && DomainName=="))
        .literal(&domain.clone().into())
        .then(" && (OriginPath || '')==")
        .literal(&wanted.origin.path.as_str().into())
        .then(&format!(
            " && CustomOriginConfig.OriginProtocolPolicy=='{}' && CustomOriginConfig.{port}==`{}`])",
            protocol(wanted),
            wanted.origin.port
        ));
    let mut all = vec![
        one("Enabled".into(), "Enabled: `true`".into()),
        one(
            Query::from("sort(Aliases.Items || `[]`)==").literal(&Tree::List(aliases.clone())),
            Query::from("Aliases: ").literal(&counted(aliases)),
        ),
        one(
            as_drawn,
            Query::from("Origins: {Quantity: length(").query(&all).then("), Items: ").query(&all).then("}"),
        ),
        // Who wants HTTPS alone has set more than is asked here.
        one(
            format!("DefaultCacheBehavior.TargetOriginId=='{ORIGIN}' && DefaultCacheBehavior.ViewerProtocolPolicy!='allow-all'").into(),
            format!("DefaultCacheBehavior: merge(DefaultCacheBehavior, {{TargetOriginId: '{ORIGIN}', ViewerProtocolPolicy: (DefaultCacheBehavior.ViewerProtocolPolicy=='https-only' && 'https-only') || 'redirect-to-https'}})").into(),
        ),
    ];
    if let Some(arn) = &wanted.certificate {
        let kept =
            "ViewerCertificate.ACMCertificateArn && ViewerCertificate.MinimumProtocolVersion";
        all.push(one(
            Query::from("ViewerCertificate.ACMCertificateArn==").literal(&arn.into()),
            Query::from("ViewerCertificate: {ACMCertificateArn: ")
                .literal(&arn.into())
                .then(&format!(
                    ", SSLSupportMethod: 'sni-only', MinimumProtocolVersion: ({kept}) || '{LEAST_TLS}'}}"
                )),
        ));
    }
    if let Some(arn) = &wanted.web_acl {
        all.push(one(
            Query::from("WebACLId==").literal(&arn.into()),
            Query::from("WebACLId: ").literal(&arn.into()),
        ));
    }
    all
}

/// Tells something where all is as declared.
fn as_declared(declared: &[Declared]) -> Text {
    let mut query = Query::from("DistributionConfig | [@] | [?");
    for (place, one) in declared.iter().enumerate() {
        query = query
            .then(if place == 0 { "" } else { " && " })
            .query(&one.holds);
    }
    query.then("] | [0].CallerReference").into()
}

/// The configuration as it is, with what is declared in it.
fn merged(declared: &[Declared]) -> Text {
    let mut query = Query::from("DistributionConfig | merge(@, {");
    for (place, one) in declared.iter().enumerate() {
        query = query
            .then(if place == 0 { "" } else { ", " })
            .query(&one.members);
    }
    query.then("})").into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::Plan;

    fn planned(distribution: &str) -> Plan {
        let text = format!(
            "account a account_id=111122223333\naccount b account_id=444455556666\ncertificate near region=us-east-1 account=a domain_names=www.example.com\ncertificate far region=eu-west-1 account=a domain_names=www.example.com\nweb-acl regional account=a\nweb-acl front scope=CLOUDFRONT region=us-east-1 account=b\ndistribution d account=a {distribution}\nhosted-zone z domain=example.com account=a\n  dns-record r record_name=www.example.com alias=d\n"
        );
        crate::plan::plan(&crate::notation::parse(&text).unwrap())
    }

    #[test]
    fn what_can_not_be_made_is_left_out_with_its_names() {
        let origin = "origin_domain_name=o.example.com";
        let aliases = "aliases=www.example.com origin_domain_name=o.example.com";
        for (distribution, words) in [
            (String::new(), "no origin"),
            (aliases.to_owned(), "no certificate"),
            (format!("{aliases} certificate=far"), "us-east-1 alone"),
            (format!("{origin} aliases=a$b"), "no domain name"),
            (format!("{origin} web_acl=regional"), "REGIONAL"),
            (format!("{origin} web_acl=front"), "another account"),
        ] {
            let plan = planned(&distribution);
            let told = |subject: &str| {
                let of_subject = plan
                    .left_out
                    .iter()
                    .find(|one| one.subject.contains(subject));
                of_subject.map(|one| one.reason.clone()).unwrap_or_default()
            };
            assert!(
                told("(distribution-1)").contains(words),
                "{distribution}: {:?}",
                plan.left_out
            );
            assert!(
                told("(dns-record-1)").contains("not made"),
                "{:?}",
                plan.left_out
            );
            assert!(
                plan.operations
                    .iter()
                    .all(|one| !one.key.0.starts_with("distribution"))
            );
        }
        // Where someone else makes it, its name is enough for an alias.
        let plan = planned("domain_name=d111111abcdef8.cloudfront.net");
        assert!(
            plan.operations
                .iter()
                .any(|one| one.key.0 == "dns-record-1")
        );
    }

    #[test]
    fn an_origin_with_a_name_of_its_own_is_not_asked_by_those_of_viewers() {
        let plan =
            planned("aliases=www.example.com certificate=near origin_domain_name=o.example.com");
        let own = plan
            .operations
            .iter()
            .find(|one| one.key.0 == "distribution-1")
            .unwrap();
        let printed = format!("{:?}", own.make);
        assert!(printed.contains(ALL_VIEWER_EXCEPT_HOST) && printed.contains(LEAST_TLS));
        // The record waits for the name, and the removal for what has not been asked before.
        let version = plan
            .operations
            .iter()
            .find(|one| one.key.0 == "distribution-1/version");
        assert!(version.unwrap().renew);
        let record = plan
            .operations
            .iter()
            .find(|one| one.key.0 == "dns-record-1")
            .unwrap();
        assert_eq!(record.needs()[0].0, "distribution-1/domain-name");
    }
}
