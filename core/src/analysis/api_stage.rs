//! How a design names a stage of API Gateway that others have made.

use crate::aws::regions;
use crate::model::ApiGateway;
use crate::net::DnsName;

/// A stage that is named well enough to be found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiStage {
    /// As WAF names it
    /// (<https://docs.aws.amazon.com/waf/latest/APIReference/API_AssociateWebACL.html>, `ResourceArn`).
    pub arn: String,
    /// The name at which the API answers before it has one of its own.
    pub domain: DnsName,
}

/// The stage that a record names.
///
/// # Errors
/// The field in which it is not named, and in words what is missing.
pub fn api_stage(api: &ApiGateway) -> Result<ApiStage, (&'static str, &'static str)> {
    let (id, stage) = (api.rest_api_id.as_str(), api.stage_name.as_str());
    if id.is_empty() {
        return Err((
            "rest_api_id",
            "it does not say the identifier of its REST API",
        ));
    }
    if !id.bytes().all(|byte| byte.is_ascii_alphanumeric()) || id.len() > 63 {
        return Err((
            "rest_api_id",
            "its REST API has letters and digits only in its identifier",
        ));
    }
    if stage.is_empty() {
        return Err(("stage_name", "it does not say the name of its stage"));
    }
    let of_stage = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    // API Gateway API Reference, CreateStage: 128 characters.
    if !stage.bytes().all(of_stage) || stage.len() > 128 {
        return Err((
            "stage_name",
            "the name of its stage has other characters than letters, digits, hyphens and underscores",
        ));
    }
    let region = api.region.as_str();
    let partition = regions::find(region).map_or("aws", |known| known.partition);
    let suffix = if partition == "aws-cn" { ".cn" } else { "" };
    let domain = format!("{id}.execute-api.{region}.amazonaws.com{suffix}");
    let domain = domain
        .parse()
        .map_err(|_| ("region", "its region is none"))?;
    Ok(ApiStage {
        arn: format!("arn:{partition}:apigateway:{region}::/restapis/{id}/stages/{stage}"),
        domain,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(api: &str) -> Result<String, &'static str> {
        let design = crate::notation::parse(&format!("api a {api}\n")).unwrap();
        let api = design.all::<ApiGateway>().next().unwrap();
        api_stage(api)
            .map(|stage| format!("{} {}", stage.arn, stage.domain))
            .map_err(|(field, _)| field)
    }

    #[test]
    fn a_stage_is_named_by_api_and_stage() {
        assert_eq!(
            named("region=eu-west-1 rest_api_id=a1b2c3d4e5 stage_name=prod-1"),
            Ok("arn:aws:apigateway:eu-west-1::/restapis/a1b2c3d4e5/stages/prod-1 a1b2c3d4e5.execute-api.eu-west-1.amazonaws.com".to_owned())
        );
        assert_eq!(named(""), Err("rest_api_id"));
        assert_eq!(named("rest_api_id=a/b stage_name=prod"), Err("rest_api_id"));
        assert_eq!(named("rest_api_id=ab"), Err("stage_name"));
        assert_eq!(
            named("rest_api_id=ab stage_name=$default"),
            Err("stage_name")
        );
    }
}
