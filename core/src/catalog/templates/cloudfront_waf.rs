//! Template: CloudFront WAF with a rate limit and the common rule set.

use super::Template;

pub(super) const TEMPLATE: Template = Template {
    name: "cloudfront-waf",
    title: "CloudFront WAF with a rate limit and the common rule set",
    description: "A web ACL in us-east-1 limits each address to 2,000 requests and runs the common rule set without blocking legitimate posts.",
    tags: &["WAF", "CloudFront", "false positives"],
    text: r#"
design "CloudFront WAF with a rate limit and the common rule set" description="A web ACL in us-east-1 limits each address to 2,000 requests and runs the common rule set without blocking legitimate posts."

account forum account_id=111122223333 profile=forum
env prod colour=#b0413e

certificate viewer-certificate region=us-east-1 account=forum domain_names=forum.example.com description="Certificates for CloudFront live in us-east-1"
certificate origin-certificate region=eu-west-1 account=forum domain_names=origin.forum.example.com description="What CloudFront checks at the origin"
prefix-list cloudfront region=eu-west-1 account=forum managed_name=com.amazonaws.global.cloudfront.origin-facing max_entries=55 description="Addresses from which CloudFront asks origins; a reference counts as 55 rules"

vpc forum cidrs=10.12.0.0/16 region=eu-west-1 account=forum environment=prod dns_hostnames=true owner=forum description="A forum whose members post markup and pictures"
  internet-gateway forum-internet
  route-table forum-public
    route target=forum-internet destination=0.0.0.0/0
  route-table forum-private main=true
  security-group origin-balancer description="Only CloudFront reaches the origin"
    security-group-rule direction=ingress protocol=tcp ports=443 prefix_list=cloudfront
    security-group-rule direction=egress protocol=tcp ports=8080 source_group=forum-app
  security-group forum-app description="Only the balancer reaches the servers"
    security-group-rule direction=ingress protocol=tcp ports=8080 source_group=origin-balancer
    security-group-rule direction=egress protocol=tcp ports=443 cidr=10.12.0.0/16
  subnet forum-public-a az=a cidrs=10.12.0.0/24 route_table=forum-public
  subnet forum-public-b az=b cidrs=10.12.1.0/24 route_table=forum-public
  subnet forum-app-a az=a cidrs=10.12.16.0/20 route_table=forum-private
    instance forum-app-a instance_type=m7i.large count=2 security_groups=forum-app owner=forum description="Web servers"
  subnet forum-app-b az=b cidrs=10.12.32.0/20 route_table=forum-private
    instance forum-app-b instance_type=m7i.large count=2 security_groups=forum-app owner=forum description="Web servers"
  load-balancer origin balancer_type=application scheme=internet-facing subnets=forum-public-a,forum-public-b security_groups=origin-balancer owner=forum description="Origin of the distribution"
    listener origin-https port=443 protocol=HTTPS target_group=forum-targets certificate=origin-certificate
  target-group forum-targets protocol=HTTP port=8080 target_type=instance health_path=/health/deep targets=forum-app-a,forum-app-b

web-acl forum-acl scope=CLOUDFRONT region=us-east-1 account=forum default_action=allow body_limit_kb=64 owner=forum description="Rate limit first, then managed rules, then what they only count outside the posting path"
  web-acl-rule rate-limit priority=0 statement={"type": "rate-based", "limit": 2000, "evaluation_window_seconds": 300, "aggregate_key": "IP"} action=block description="2,000 requests in five minutes from one address"
  web-acl-rule ip-reputation priority=1 statement={"type": "managed-rule-group", "vendor": "AWS", "name": "AWSManagedRulesAmazonIpReputationList"} override_action=none description="Addresses known to be bad"
  web-acl-rule common-rules priority=2 statement={"type": "managed-rule-group", "vendor": "AWS", "name": "AWSManagedRulesCommonRuleSet", "rule_action_overrides": [{"rule": "SizeRestrictions_BODY", "action": "count"}, {"rule": "CrossSiteScripting_BODY", "action": "count"}]} override_action=none description="Two rules only count: posts are large and hold markup; the rules below block everywhere else"
  web-acl-rule large-body-elsewhere priority=3 statement={"type": "and", "all": [{"type": "label", "scope": "LABEL", "key": "awswaf:managed:aws:core-rule-set:SizeRestrictions_Body"}, {"type": "not", "not": {"type": "and", "all": [{"type": "byte-match", "field": "uri-path", "position": "STARTS_WITH", "text": "/posts", "transformation": "NORMALIZE_PATH"}, {"type": "byte-match", "field": "method", "position": "EXACTLY", "text": "POST"}, {"type": "byte-match", "field": "header:content-type", "position": "STARTS_WITH", "text": "multipart/form-data"}]}}]} action=block description="Large bodies are blocked unless they are posts"
  web-acl-rule markup-elsewhere priority=4 statement={"type": "and", "all": [{"type": "label", "scope": "LABEL", "key": "awswaf:managed:aws:core-rule-set:CrossSiteScripting_Body"}, {"type": "not", "not": {"type": "and", "all": [{"type": "byte-match", "field": "uri-path", "position": "STARTS_WITH", "text": "/posts", "transformation": "NORMALIZE_PATH"}, {"type": "byte-match", "field": "method", "position": "EXACTLY", "text": "POST"}, {"type": "byte-match", "field": "header:content-type", "position": "STARTS_WITH", "text": "multipart/form-data"}]}}]} action=block description="Markup is blocked unless it is in a post"

distribution forum-distribution account=forum aliases=forum.example.com origin=origin origin_domain_name=origin.forum.example.com web_acl=forum-acl certificate=viewer-certificate owner=forum description="What the world sees"
application forum-application fronted_by=forum-distribution largest_body_bytes=2000000 accepts_markup=true upload_path=/posts upload_method=POST upload_content_type=multipart/form-data owner=forum description="Takes pictures and markup on one path"
hosted-zone example-com domain=example.com account=forum owner=forum description="Public zone of the forum"
  dns-record forum-a record_name=forum.example.com record_type=A alias=forum-distribution evaluate_target_health=false description="CloudFront has no target health to follow"
  dns-record forum-aaaa record_name=forum.example.com record_type=AAAA alias=forum-distribution evaluate_target_health=false description="CloudFront has no target health to follow"
  dns-record origin-a record_name=origin.forum.example.com record_type=A alias=origin evaluate_target_health=false description="What CloudFront asks"
"#,
};
