"""Workloads, load balancers, DNS, WAF and services: the design against AWS's answers and the requests."""

from compare_vpc import group_ids, subnet_ids, vpc_ids
from world import portable


def compare(world):
    """Every kind of this file."""
    for look in (alarms, instances, placement_groups, balancers, listeners, target_groups, services, zones,
                 health_checks, distributions, records, web_acls, protected, ip_sets, resolver_endpoints, firewalls):
        look(world)


def alarms(world):
    for row in world.rows("alarms"):
        client = world.client("cloudwatch", row.get("account"), row.get("region", "eu-west-1"))
        found = [alarm for alarm in client.describe_alarms()["MetricAlarms"] if {"Key": "netwright:id", "Value": row["id"]}
                 in client.list_tags_for_resource(ResourceARN=alarm["AlarmArn"])["Tags"]]
        if len(found) != 1:
            world.absent(row["id"], "exactly one alarm")
            continue
        for field, member, default in (
                ("namespace", "Namespace", ""), ("metric", "MetricName", ""), ("statistic", "Statistic", "Average"),
                ("comparison", "ComparisonOperator", "GreaterThanOrEqualToThreshold"), ("threshold", "Threshold", 1),
                ("period_seconds", "Period", 60), ("evaluation_periods", "EvaluationPeriods", 3)):
            world.expect(row["id"], field, row.get(field, default), found[0][member])


def instances(world):
    made = world.described("describe_instances", "Reservations")
    for row in world.rows("instances"):
        for number in range(1, min(row.get("count", 1), 20) + 1):
            key = row["id"] if number == 1 else f"{row['id']}/{number}"
            one = made.get(key)
            if not one:
                world.absent(key, "the instance")
                continue
            world.expect(key, "subnet", subnet_ids(world)[row["subnet"]], one["SubnetId"])
            world.expect(key, "instance_type", row.get("instance_type", "m7i.large"), one["InstanceType"])
            wanted = sorted(group_ids(world)[g] for g in row.get("security_groups", []))
            got = sorted(g["GroupId"] for g in one["NetworkInterfaces"][0]["Groups"])
            world.expect(key, "security_groups", wanted or got, got)
            # The emulator drops placement and EFA, so the request is compared.
            sent = [s for s in world.sent("RunInstances") if {"Key": "netwright:id", "Value": key}
                    in [t for spec in s["TagSpecifications"] for t in spec["Tags"]]]
            groups = world.described("describe_placement_groups", "PlacementGroups")
            name = groups.get(row.get("placement_group"), {}).get("GroupName")
            world.expect(key, "placement_group as sent", [name], [s.get("Placement", {}).get("GroupName") for s in sent])
            world.expect(key, "partition_number as sent", [row.get("partition_number")],
                         [s.get("Placement", {}).get("PartitionNumber") for s in sent])
            world.expect(key, "efa as sent", ["efa" if row.get("efa") else None],
                         [s["NetworkInterfaces"][0].get("InterfaceType") for s in sent])


def placement_groups(world):
    made = world.described("describe_placement_groups", "PlacementGroups")
    for row in world.rows("placement_groups"):
        one = made.get(row["id"], {})
        strategy = row.get("strategy", "cluster")
        world.expect(row["id"], "strategy", strategy, one.get("Strategy"))
        if strategy == "partition":
            world.expect(row["id"], "partition_count", row.get("partition_count"), one.get("PartitionCount"))


def _tagged_balancers(world, describe, listed, arn):
    """elbv2 resources by the `netwright:id` tag, over every scope."""
    found = {}
    for account, region in world.scopes:
        client = world.client("elbv2", account, region)
        for one in getattr(client, describe)()[listed]:
            for tags in client.describe_tags(ResourceArns=[one[arn]])["TagDescriptions"]:
                for tag in tags["Tags"]:
                    if tag["Key"] == "netwright:id":
                        found.setdefault(tag["Value"], (one, client))
    return found


def balancers(world):
    if not world.rows("load_balancers"):
        return
    made = _tagged_balancers(world, "describe_load_balancers", "LoadBalancers", "LoadBalancerArn")
    for row in world.rows("load_balancers"):
        one, _ = made.get(row["id"], (None, None))
        if not one:
            world.absent(row["id"], "the load balancer")
            continue
        kind = row.get("balancer_type", "application")
        world.expect(row["id"], "balancer_type", kind, one["Type"])
        world.expect(row["id"], "vpc", vpc_ids(world)[row["vpc"]], one["VpcId"])
        if kind != "gateway":
            world.expect(row["id"], "scheme", row.get("scheme", "internal"), one["Scheme"])
        wanted = sorted(subnet_ids(world)[s] for s in row.get("subnets", []))
        world.expect(row["id"], "subnets", wanted, sorted(z["SubnetId"] for z in one["AvailabilityZones"]))
        wanted = sorted(group_ids(world)[g] for g in row.get("security_groups", []))
        world.expect(row["id"], "security_groups", wanted, sorted(one.get("SecurityGroups", [])) if wanted else [])


def listeners(world):
    if not world.rows("listeners"):
        return
    made = _tagged_balancers(world, "describe_load_balancers", "LoadBalancers", "LoadBalancerArn")
    for row in world.rows("listeners"):
        one, client = made.get(row["load_balancer"], (None, None))
        if not one or not row.get("target_group"):
            continue
        secure = row.get("protocol", "HTTPS") in ("HTTPS", "TLS")
        if secure and not row.get("certificate"):
            continue
        found = client.describe_listeners(LoadBalancerArn=one["LoadBalancerArn"])["Listeners"]
        got = [(f.get("Port"), f.get("Protocol"), bool(f.get("Certificates"))) for f in found]
        world.expect(row["id"], "listener", True, (row.get("port", 443), row.get("protocol", "HTTPS"), secure) in got)


def target_groups(world):
    if not world.rows("target_groups"):
        return
    made = _tagged_balancers(world, "describe_target_groups", "TargetGroups", "TargetGroupArn")
    reserved = world.described("describe_instances", "Reservations")
    for row in world.rows("target_groups"):
        one, client = made.get(row["id"], (None, None))
        if not one:
            world.absent(row["id"], "the target group")
            continue
        for field, member, default in (("protocol", "Protocol", "HTTP"), ("port", "Port", 80),
                                       ("target_type", "TargetType", "instance")):
            world.expect(row["id"], field, row.get(field, default), one[member])
        if row.get("protocol", "HTTP") in ("HTTP", "HTTPS"):
            world.expect(row["id"], "health_path", row.get("health_path", "/"), one["HealthCheckPath"])
        health = client.describe_target_health(TargetGroupArn=one["TargetGroupArn"])["TargetHealthDescriptions"]
        if row.get("target_type", "instance") == "instance":
            keys = [k for t in row.get("targets", []) for k in reserved if k == t or k.startswith(t + "/")]
            wanted = sorted(reserved[k]["InstanceId"] for k in keys)
            world.expect(row["id"], "targets", wanted, sorted(h["Target"]["Id"] for h in health))


def services(world):
    made = world.described("describe_vpc_endpoint_service_configurations", "ServiceConfigurations")
    for row in world.rows("endpoint_services"):
        one = made.get(row["id"])
        if not one:
            world.absent(row["id"], "the endpoint service")
            continue
        world.expect(row["id"], "acceptance_required", row.get("acceptance_required", True), one["AcceptanceRequired"])
        behind = len(one.get("NetworkLoadBalancerArns", []) + one.get("GatewayLoadBalancerArns", []))
        world.expect(row["id"], "load_balancers", len(row.get("load_balancers", [])), behind)
        client = world.client("ec2", row.get("account"), row.get("region", "eu-west-1"))
        allowed = client.describe_vpc_endpoint_service_permissions(ServiceId=one["ServiceId"])["AllowedPrincipals"]
        world.expect(row["id"], "principals", sorted(row.get("principals", [])), sorted(p["Principal"] for p in allowed))


def zone_ids(world):
    """Hosted zones of Route 53 by the ids of the design, found by their tags."""
    found = {}
    for row in world.rows("hosted_zones"):
        client = world.client("route53", row.get("account"))
        for zone in client.list_hosted_zones()["HostedZones"]:
            tags = client.list_tags_for_resource(ResourceType="hostedzone", ResourceId=zone["Id"].rsplit("/", 1)[1])
            if {"Key": "netwright:id", "Value": row["id"]} in tags["ResourceTagSet"]["Tags"]:
                found[row["id"]] = (client, zone)
    return found


def zones(world):
    made = zone_ids(world)
    for row in world.rows("hosted_zones"):
        if row["id"] not in made:
            world.absent(row["id"], "the hosted zone")
            continue
        client, zone = made[row["id"]]
        world.expect(row["id"], "domain", row["domain"].rstrip(".") + ".", zone["Name"])
        world.expect(row["id"], "private", row.get("private", False), zone["Config"]["PrivateZone"])
        if row.get("private"):
            wanted = sorted(vpc_ids(world)[v] for v in row.get("vpcs", []))
            got = sorted(v["VPCId"] for v in client.get_hosted_zone(Id=zone["Id"])["VPCs"])
            world.expect(row["id"], "vpcs", wanted, got)


def check_ids(world):
    """Health checks by the ids of the design."""
    client, found = world.client("route53"), {}
    for check in client.list_health_checks()["HealthChecks"]:
        tags = client.list_tags_for_resource(ResourceType="healthcheck", ResourceId=check["Id"])
        for tag in tags["ResourceTagSet"]["Tags"]:
            if tag["Key"] == "netwright:id":
                found[tag["Value"]] = check
    return found


def health_checks(world):
    if not world.rows("health_checks"):
        return
    made = check_ids(world)
    for row in world.rows("health_checks"):
        check = made.get(row["id"])
        if not check:
            world.absent(row["id"], "the health check")
            continue
        config, kind = check["HealthCheckConfig"], row.get("check_type", "HTTPS")
        if kind == "CLOUDWATCH_METRIC":
            # The emulator drops the alarm, so the request is compared.
            sent = [s["HealthCheckConfig"] for s in world.sent("CreateHealthCheck") if s["HealthCheckConfig"]["Type"] == kind]
            alarm = world.row(row["alarm"])
            got = [(s["AlarmIdentifier"]["Region"], alarm["name"].split()[0] in s["AlarmIdentifier"]["Name"]) for s in sent]
            world.expect(row["id"], "alarm as sent", [(alarm.get("region", "eu-west-1"), True)], got)
        if kind == "CALCULATED":
            children = sorted(made.get(child, {}).get("Id", "") for child in row.get("children", []))
            world.expect(row["id"], "children", children, sorted(config.get("ChildHealthChecks", [])))
            world.expect(row["id"], "healthy_children", row.get("healthy_children"), config.get("HealthThreshold"))
        world.expect(row["id"], "check_type", kind, config["Type"])
        if kind in ("HTTP", "HTTPS", "HTTP_STR_MATCH", "HTTPS_STR_MATCH", "TCP"):
            for field, member, default in (("domain_name", "FullyQualifiedDomainName", None), ("port", "Port", None),
                                           ("interval_seconds", "RequestInterval", 30),
                                           ("failure_threshold", "FailureThreshold", 3), ("ip_address", "IPAddress", None)):
                if row.get(field, default) is not None:
                    world.expect(row["id"], field, row.get(field, default), config.get(member))
            if kind != "TCP":
                world.expect(row["id"], "path", row.get("path", "/"), config.get("ResourcePath"))


MEMBERS = {"weight": "Weight", "latency_region": "Region", "failover": "Failover"}


def records(world):
    made, checks = zone_ids(world), check_ids(world) if world.rows("dns_records") else {}
    for row in world.rows("dns_records"):
        if row["zone"] not in made:
            continue
        client, zone = made[row["zone"]]
        pages = client.get_paginator("list_resource_record_sets").paginate(HostedZoneId=zone["Id"])
        kind = row.get("record_type", "A")
        simple = row.get("policy", "simple") == "simple"
        found = [r for page in pages for r in page["ResourceRecordSets"] if r["Type"] == kind
                 and r["Name"].replace("\\052", "*") == row["record_name"].rstrip(".") + "."
                 and (simple or r.get("SetIdentifier") == row.get("set_identifier"))]
        if len(found) != 1:
            if not _left_out(world, row):
                world.absent(row["id"], "exactly one record")
            continue
        record = found[0]
        for field, member in MEMBERS.items():
            if row.get(field) not in (None, ""):
                world.expect(row["id"], field, row[field], record.get(member))
        for field, member in (("geo_continent", "ContinentCode"), ("geo_country", "CountryCode"),
                              ("geo_subdivision", "SubdivisionCode")):
            if row.get("policy") == "geolocation" and row.get(field):
                world.expect(row["id"], field, row[field], record.get("GeoLocation", {}).get(member))
        if row.get("policy") == "multivalue":
            world.expect(row["id"], "policy", True, record.get("MultiValueAnswer"))
        if row.get("policy") == "geoproximity":
            # The emulator drops the place, so the request is compared.
            sent = {str(s.get("GeoProximityLocation")) for r in world.sent("ChangeResourceRecordSets")
                    for s in [c["ResourceRecordSet"] for c in r["ChangeBatch"]["Changes"]]
                    if s.get("SetIdentifier") == row["set_identifier"] and s["Name"].rstrip(".") == row["record_name"].rstrip(".")}
            wanted = {"AWSRegion": row["geoproximity_region"], "Bias": row.get("geoproximity_bias", 0)}
            world.expect(row["id"], "geoproximity as sent", {str(wanted)}, sent)
        if row.get("alias"):
            world.expect(row["id"], "evaluate_target_health", row.get("evaluate_target_health", False),
                         record["AliasTarget"]["EvaluateTargetHealth"])
            if row["alias"].startswith("distribution-"):
                known = distribution_ids(world).get(row["alias"])
                name = known[0][1]["DomainName"] if known else world.row(row["alias"])["domain_name"]
                world.expect(row["id"], "alias", ("Z2FDTNDATAQYW2", name),
                             (record["AliasTarget"]["HostedZoneId"], record["AliasTarget"]["DNSName"].rstrip(".")))
            if row["alias"].startswith("api-"):
                world.expect(row["id"], "alias", _custom_domain(world, world.row(row["alias"])),
                             (record["AliasTarget"]["HostedZoneId"], record["AliasTarget"]["DNSName"].rstrip(".")))
            if row["alias"].startswith("dns-record-"):
                world.expect(row["id"], "alias", world.row(row["alias"])["record_name"].rstrip(".") + ".",
                             record["AliasTarget"]["DNSName"].rstrip(".") + ".")
        else:
            world.expect(row["id"], "values", row.get("values", []), [v["Value"] for v in record["ResourceRecords"]])
            world.expect(row["id"], "ttl_seconds", row.get("ttl_seconds") or 300, record["TTL"])
        if row.get("health_check"):
            world.expect(row["id"], "health_check", checks.get(row["health_check"], {}).get("Id"), record.get("HealthCheckId"))


def _left_out(world, row):
    """Aliases to what these exports don't make."""
    target = world.row(row.get("alias")) or {}
    if target.get("id", "").startswith("distribution-"):
        return not _is_made(target) and not target.get("domain_name")
    return target.get("id", "").startswith("api-") and not target.get("domain_name")


def _custom_domain(world, api):
    """The zone and the name of AWS behind the custom domain name of an API."""
    client = world.client("apigateway", api.get("account"), api.get("region", "eu-west-1"))
    told = client.get_domain_name(domainName=api["domain_name"])
    return told["regionalHostedZoneId"], told["regionalDomainName"]


def protected(world):
    for row in world.rows("web_acl_associations"):
        target = world.row(row["resource"])
        if target["id"].startswith("load-balancer-"):
            balancers = _tagged_balancers(world, "describe_load_balancers", "LoadBalancers", "LoadBalancerArn")
            arn, scope = balancers[target["id"]][0]["LoadBalancerArn"], world.vpc_scope(target["vpc"])
        elif target.get("rest_api_id") and target.get("stage_name"):
            scope = target.get("account"), target.get("region", "eu-west-1")
            arn = f"arn:aws:apigateway:{scope[1]}::/restapis/{target['rest_api_id']}/stages/{target['stage_name']}"
            stage = world.client("apigateway", *scope).get_stage(restApiId=target["rest_api_id"], stageName=target["stage_name"])
            world.expect(row["id"], "web ACL of the stage", *_one_arn(world, row["web_acl"], stage.get("webAclArn")))
        else:
            continue
        acl = world.client("wafv2", *scope).get_web_acl_for_resource(ResourceArn=arn).get("WebACL") or {}
        world.expect(row["id"], "web_acl", *_one_arn(world, row["web_acl"], acl.get("ARN")))


def _one_arn(world, acl, got):
    return {summary["ARN"] for summary in _web_acl_summaries(world, acl)}, {got}


def _is_made(distribution):
    """Whether a distribution has an origin, without which none can be made."""
    return bool(distribution.get("origin") or distribution.get("origin_domain_name"))


def distribution_ids(world):
    """Distributions by the ids of the design, found by their tags."""
    found = {}
    for account in {row.get("account") for row in world.rows("distributions")}:
        client = world.client("cloudfront", account)
        for one in client.list_distributions()["DistributionList"].get("Items", []):
            tags = {tag["Key"]: tag["Value"] for tag in client.list_tags_for_resource(Resource=one["ARN"])["Tags"]["Items"]}
            found.setdefault(tags.get("netwright:id"), []).append((client, one, tags))
    return found


def distributions(world):
    made = distribution_ids(world)
    for row in world.rows("distributions"):
        found = made.get(row["id"], [])
        world.expect(row["id"], "made", int(_is_made(row)), len(found))
        if len(found) != 1:
            continue
        client, one, tags = found[0]
        world.expect(row["id"], "tags", {key: portable(value) for key, value in row.get("tags", {}).items()},
                     {key: tags.get(key) for key in row.get("tags", {})})
        told = client.get_distribution(Id=one["Id"])["Distribution"]
        config = told["DistributionConfig"]
        world.expect(row["id"], "state", ("Deployed", True), (told["Status"], config["Enabled"]))
        world.expect(row["id"], "aliases", sorted(row.get("aliases", [])), sorted(config["Aliases"].get("Items", [])))
        acls = {acl["ARN"] for acl in _web_acl_summaries(world, row.get("web_acl"))}
        world.expect(row["id"], "web_acl", acls, {config["WebACLId"]} - {""})
        _viewers(world, row, config)
        _origin(world, row, config)


def _web_acl_summaries(world, acl):
    if not acl:
        return []
    client, scope = _waf(world, world.row(acl))
    return [a for a in client.list_web_acls(Scope=scope)["WebACLs"] if {"Key": "netwright:id", "Value": acl} in
            client.list_tags_for_resource(ResourceARN=a["ARN"])["TagInfoForResource"]["TagList"]]


def _viewers(world, row, config):
    viewers = config["ViewerCertificate"]
    policy = config["DefaultCacheBehavior"]["ViewerProtocolPolicy"]
    world.expect(row["id"], "viewer protocol", "redirect-to-https", policy)
    if not row.get("certificate"):
        world.expect(row["id"], "certificate", True, viewers["CloudFrontDefaultCertificate"])
        return
    certificate = world.row(row["certificate"])
    client = world.client("acm", certificate.get("account"), "us-east-1")
    shown = client.describe_certificate(CertificateArn=viewers["ACMCertificateArn"])["Certificate"]
    world.expect(row["id"], "certificate", certificate["domain_names"][0], shown["DomainName"])
    world.expect(row["id"], "least TLS", ("TLSv1.2_2021", "sni-only"),
                 (viewers["MinimumProtocolVersion"], viewers["SSLSupportMethod"]))


def _origin(world, row, config):
    origins = [o for o in config["Origins"]["Items"] if o["Id"] == config["DefaultCacheBehavior"]["TargetOriginId"]]
    asked, drawn = origins[0]["CustomOriginConfig"], world.row(row.get("origin")) or {}
    name, policy, port = row.get("origin_domain_name", "").rstrip(".").lower(), "https-only", 443
    if drawn.get("id", "").startswith("load-balancer-"):
        balancers = _tagged_balancers(world, "describe_load_balancers", "LoadBalancers", "LoadBalancerArn")
        name = name or balancers[drawn["id"]][0]["DNSName"]
        heard = [x for x in world.rows("listeners") if x["load_balancer"] == drawn["id"]]
        secure = [x.get("port", 443) for x in heard if x.get("protocol", "HTTPS") == "HTTPS"]
        policy = "https-only" if secure else "http-only"
        port = (secure or [x["port"] for x in heard])[0]
    if drawn.get("id", "").startswith("api-") and not name:
        name = f"{drawn['rest_api_id']}.execute-api.{drawn.get('region', 'eu-west-1')}.amazonaws.com"
        world.expect(row["id"], "origin path", f"/{drawn['stage_name']}", origins[0]["OriginPath"])
    world.expect(row["id"], "origin", name, origins[0]["DomainName"])
    world.expect(row["id"], "origin protocol", (policy, port),
                 (asked["OriginProtocolPolicy"], asked["HTTPSPort" if policy == "https-only" else "HTTPPort"]))


def _waf(world, row):
    region = "us-east-1" if row.get("scope") == "CLOUDFRONT" else row.get("region", "eu-west-1")
    return world.client("wafv2", row.get("account"), region), row.get("scope", "REGIONAL")


def web_acls(world):
    for row in world.rows("web_acls"):
        client, scope = _waf(world, row)
        found = [a for a in client.list_web_acls(Scope=scope)["WebACLs"] if {"Key": "netwright:id", "Value": row["id"]} in
                 client.list_tags_for_resource(ResourceARN=a["ARN"])["TagInfoForResource"]["TagList"]]
        if len(found) != 1:
            world.absent(row["id"], "exactly one web ACL")
            continue
        acl = client.get_web_acl(Name=found[0]["Name"], Scope=scope, Id=found[0]["Id"])["WebACL"]
        world.expect(row["id"], "default_action", row.get("default_action", "allow").title(), *acl["DefaultAction"])
        drawn = sorted((r for r in world.rows("web_acl_rules") if r["web_acl"] == row["id"]), key=lambda r: r.get("priority", 0))
        world.expect(row["id"], "number of rules", len(drawn), len(acl["Rules"]))
        for wanted, rule in zip(drawn, acl["Rules"], strict=False):
            world.expect(wanted["id"], "priority", wanted.get("priority", 0), rule["Priority"])
            group = wanted["statement"]["type"] in ("managed-rule-group", "rule-group")
            if group:
                over = (wanted.get("override_action") or "none").title()
                world.expect(wanted["id"], "override_action", over, *rule["OverrideAction"])
            elif wanted.get("action"):
                world.expect(wanted["id"], "action", wanted["action"].title(), *rule["Action"])
            world.expect(wanted["id"], "statement", _statement(world, wanted["statement"]), _seen(rule["Statement"]))


def _statement(world, drawn):
    """What a drawn statement says, reduced to what both forms have: kinds, names, numbers and texts."""
    kind = drawn["type"]
    if kind in ("and", "or"):
        return (kind, [_statement(world, s) for s in drawn.get("all", drawn.get("any"))])
    if kind == "not":
        return (kind, _statement(world, drawn["not"]))
    if kind == "managed-rule-group":
        return (kind, drawn["vendor"], drawn["name"],
                [(o["rule"], o["action"].title()) for o in drawn.get("rule_action_overrides", [])])
    if kind == "rate-based":
        return (kind, drawn["limit"], drawn.get("evaluation_window_seconds", 300), drawn.get("aggregate_key", "IP"))
    if kind == "byte-match":
        return (kind, drawn["position"], drawn["text"])
    if kind == "label":
        return (kind, drawn["scope"], drawn["key"])
    if kind == "geo":
        return (kind, drawn["countries"])
    return (kind,)


def _seen(statement):
    (name, inner), = statement.items()
    if name in ("AndStatement", "OrStatement"):
        return (name[:-9].lower(), [_seen(s) for s in inner["Statements"]])
    if name == "NotStatement":
        return ("not", _seen(inner["Statement"]))
    if name == "ManagedRuleGroupStatement":
        return ("managed-rule-group", inner["VendorName"], inner["Name"],
                [(o["Name"], next(iter(o["ActionToUse"]))) for o in inner.get("RuleActionOverrides", [])])
    if name == "RateBasedStatement":
        return ("rate-based", inner["Limit"], inner.get("EvaluationWindowSec", 300), inner["AggregateKeyType"])
    if name == "ByteMatchStatement":
        text = inner["SearchString"]
        return ("byte-match", inner["PositionalConstraint"], text.decode() if isinstance(text, bytes) else text)
    if name == "LabelMatchStatement":
        return ("label", inner["Scope"], inner["Key"])
    if name == "GeoMatchStatement":
        return ("geo", inner["CountryCodes"])
    words = {"IPSetReferenceStatement": "ip-set", "RegexMatchStatement": "regex-match", "XssMatchStatement":
             "cross-site-scripting", "SqliMatchStatement": "sql-injection", "SizeConstraintStatement": "size",
             "RuleGroupReferenceStatement": "rule-group"}
    return (words.get(name, name),)


def ip_sets(world):
    for row in world.rows("ip_sets"):
        client, scope = _waf(world, row)
        sets = [client.get_ip_set(Name=s["Name"], Scope=scope, Id=s["Id"])["IPSet"]
                for s in client.list_ip_sets(Scope=scope)["IPSets"]]
        wanted = sorted(row.get("addresses", []))
        world.expect(row["id"], "addresses", True, wanted in [sorted(s["Addresses"]) for s in sets])


def resolver_endpoints(world):
    for row in world.rows("resolver_endpoints"):
        client = world.client("route53resolver", *world.vpc_scope(row["vpc"]))
        found = [e for e in client.list_resolver_endpoints()["ResolverEndpoints"]
                 if e["Name"].startswith(portable(row.get("name", ""))[:20])]
        if len(found) != 1:
            world.absent(row["id"], "exactly one Resolver endpoint")
            continue
        world.expect(row["id"], "direction", row.get("direction", "INBOUND"), found[0]["Direction"])
        addresses = client.list_resolver_endpoint_ip_addresses(ResolverEndpointId=found[0]["Id"])["IpAddresses"]
        wanted = {subnet_ids(world)[s] for s in row.get("subnets", [])}
        world.expect(row["id"], "subnets", wanted, {a["SubnetId"] for a in addresses})


def firewalls(world):
    for row in world.rows("network_firewalls"):
        if not row.get("policy_arn"):
            continue
        client = world.client("network-firewall", *world.vpc_scope(row["vpc"]))
        found = [client.describe_firewall(FirewallArn=f["FirewallArn"])["Firewall"] for f in client.list_firewalls()["Firewalls"]]
        wanted = {subnet_ids(world)[s] for s in row.get("subnets", [])}
        got = [({m["SubnetId"] for m in f["SubnetMappings"]}, f["FirewallPolicyArn"]) for f in found]
        world.expect(row["id"], "firewall", True, (wanted, row["policy_arn"]) in got)
