//! Application: see [`Application`].

use crate::model::record::record;
use crate::model::{EntityId, FieldSpec, Kind};

record! {
    /// What an application accepts: the facts that WAF rules must not break.
    Application, "application", "applications", "Application" {
        /// The load balancer, distribution or API that requests come through.
        fronted_by: Option<EntityId> = None => FieldSpec::new("Fronted by").kinds(&[Kind::LoadBalancer, Kind::Distribution, Kind::ApiGateway]);
        /// The largest legitimate request body; 0 where it takes none.
        largest_body_bytes: u32 = 0 => FieldSpec::new("Largest body").unit("bytes");
        /// Bodies may legitimately hold HTML, XML or script text.
        accepts_markup: bool = false => FieldSpec::new("Accepts markup");
        /// Path prefix that takes large bodies or markup, such as `/upload`.
        upload_path: String = String::new() => FieldSpec::new("Upload path");
        /// HTTP method of legitimate uploads.
        upload_method: String = "POST".to_owned() => FieldSpec::new("Upload method");
        /// Content type of legitimate uploads.
        upload_content_type: String = "multipart/form-data".to_owned() => FieldSpec::new("Upload content type");
    }
}
