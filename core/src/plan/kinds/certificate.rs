//! Certificates, validated by DNS: in a public zone of the design where there is one, else by whoever holds the zone.

use crate::model::{Certificate, HostedZone};
use crate::plan::draft::{Draft, key, title};
use crate::plan::operation::{Call, Operation, Scope, Wait};
use crate::plan::tags;
use crate::plan::tree::{Key, Text, Tree, params};

pub(super) fn plan(draft: &mut Draft<'_>) {
    for certificate in draft.design.all::<Certificate>() {
        let Some((subject, others)) = certificate.domain_names.split_first() else {
            draft.leave_out(certificate, "it covers no name");
            continue;
        };
        let scope = Draft::scope(&certificate.region, certificate.account);
        let requested = Key::part(certificate.id, "request");
        let others = others.iter().map(|name| name.as_str().into()).collect();
        let make = params! {
            "DomainName" => subject.as_str(),
            "SubjectAlternativeNames" => Tree::list_or_absent(others),
            "ValidationMethod" => "DNS",
            "Tags" => tags::list(&draft.tags(certificate)),
        };
        let statuses = params! { "CertificateStatuses" => vec!["PENDING_VALIDATION", "ISSUED"] };
        let found =
            format!("CertificateSummaryList[?DomainName=='{subject}'] | [0].CertificateArn");
        draft.push(
            Operation::new(
                requested.clone(),
                format!("request of {}", title(certificate)),
                &scope,
            )
            .find(Call::new("acm", "ListCertificates", statuses).query(found))
            .make(Call::new("acm", "RequestCertificate", make).query("CertificateArn")),
        );
        let described = Call::new(
            "acm",
            "DescribeCertificate",
            params! { "CertificateArn" => &requested },
        );
        let mut issued = Operation::new(
            key(certificate.id),
            format!(
                "{} (issued once its validation records are published)",
                title(certificate)
            ),
            &scope,
        )
        .find(described.clone().query("Certificate.CertificateArn"))
        .wait(Wait::new(
            described.clone().query("Certificate.Status"),
            &["ISSUED"],
            &[
                "FAILED",
                "VALIDATION_TIMED_OUT",
                "REVOKED",
                "EXPIRED",
                "INACTIVE",
            ],
        ));
        for name in &certificate.domain_names {
            match zone_of(draft, name) {
                Some(zone) => {
                    let record = Key::part(certificate.id, format!("validation-{name}"));
                    validate(draft, certificate, name, zone, &described, &scope, &record);
                    issued = issued.after(record);
                }
                None => draft.leave_out(
                    certificate,
                    format!("the validation record of {name}: its zone is not drawn"),
                ),
            }
        }
        draft.leave_out(
            certificate,
            "removal: a certificate may serve others by now; delete it by hand",
        );
        draft.push(issued);
    }
}

/// The public zone with the longest name that holds the domain.
fn zone_of<'a>(draft: &Draft<'a>, name: &str) -> Option<&'a HostedZone> {
    let holds =
        |zone: &&HostedZone| name == zone.domain || name.ends_with(&format!(".{}", zone.domain));
    draft
        .design
        .all::<HostedZone>()
        .filter(|zone| !zone.private)
        .filter(holds)
        .max_by_key(|zone| zone.domain.len())
}

fn validate(
    draft: &mut Draft<'_>,
    certificate: &Certificate,
    name: &str,
    zone: &HostedZone,
    described: &Call,
    scope: &Scope,
    own: &Key,
) {
    let part = |word: &str| Key::part(certificate.id, format!("{word}-{name}"));
    let (record_name, record_value) = (part("record-name"), part("record-value"));
    for (output, member) in [(&record_name, "Name"), (&record_value, "Value")] {
        let query = format!(
            "Certificate.DomainValidationOptions[?DomainName=='{name}'] | [0].ResourceRecord.{member}"
        );
        let title = format!("validation record of {name}");
        draft.push(
            Operation::new(output.clone(), title, scope).find(described.clone().query(query)),
        );
    }
    let record = params! {
        "Name" => &record_name,
        "Type" => "CNAME",
        "TTL" => 300,
        "ResourceRecords" => vec![params! { "Value" => &record_value }],
    };
    let change = |action: &str| {
        let batch = params! { "Changes" => vec![params! { "Action" => action, "ResourceRecordSet" => record.clone() }] };
        let both = params! { "HostedZoneId" => key(zone.id), "ChangeBatch" => batch };
        Call::new("route53", "ChangeResourceRecordSets", both)
    };
    let query = Text::from("ResourceRecordSets[?Type=='CNAME' && Name=='")
        .output(&record_name)
        .then("'] | [0].Name");
    let listed = Call::new(
        "route53",
        "ListResourceRecordSets",
        params! { "HostedZoneId" => key(zone.id) },
    )
    .query(query);
    draft.push(
        Operation::new(
            own.clone(),
            format!("validation of {name}"),
            &Draft::scope("us-east-1", zone.account),
        )
        .find(listed)
        .make(change("UPSERT"))
        .remove(change("DELETE")),
    );
}
