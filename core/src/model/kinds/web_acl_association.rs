//! Web ACL association: see [`WebAclAssociation`].

use crate::model::record::record;
use crate::model::{EntityId, FieldSpec, Id, Kind, WebAcl};

record! {
    /// Puts a web ACL in front of a regional resource. A distribution names its web ACL itself.
    WebAclAssociation, "web-acl-association", "web_acl_associations", "Web ACL association" {
        /// The web ACL.
        web_acl: Id<WebAcl> = Id::new(0) => FieldSpec::new("Web ACL").parent().aws("AssociateWebACL.WebACLArn");
        /// What it protects.
        resource: EntityId = EntityId::new(Kind::LoadBalancer, 0) => FieldSpec::new("Resource").kinds(&[Kind::LoadBalancer, Kind::ApiGateway]).aws("AssociateWebACL.ResourceArn");
    }
}
