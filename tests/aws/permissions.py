"""The exported IAM policies against what the programs called: nothing missing, nothing superfluous.

The actions that a call needs are written down here once more, from the Service Authorization
Reference, and read off the recorded requests rather than off the plan.
"""

import collections
import json

FREE = {"sts.GetCallerIdentity"}
"""Needs no permission."""

PREFIXES = {"elbv2": "elasticloadbalancing", "resourcegroupstaggingapi": "tag"}

ONE_ACTION = {"apigateway.GetDomainNames": "apigateway:GET", "apigateway.GetStage": "apigateway:GET",
              "cloudfront.CreateDistributionWithTags": "cloudfront:CreateDistribution"}
"""Calls whose action has another name."""

BESIDES = {
    "cloudfront.CreateDistributionWithTags": {"cloudfront:TagResource"},
    "ec2.CreateVpcEndpoint": {"route53:AssociateVPCWithHostedZone"},
    "ec2.RunInstances": {"ssm:GetParameters"},
    "elbv2.CreateLoadBalancer": {
        "ec2:DescribeAccountAttributes", "ec2:DescribeAddresses", "ec2:DescribeInternetGateways",
        "ec2:DescribeSecurityGroups", "ec2:DescribeSubnets", "ec2:DescribeVpcs"},
    "route53.AssociateVPCWithHostedZone": {"ec2:DescribeVpcs"},
    "route53.CreateHostedZone": {"ec2:DescribeVpcs"},
    "route53.DisassociateVPCFromHostedZone": {"ec2:DescribeVpcs"},
    "route53resolver.AssociateResolverRule": {"ec2:DescribeVpcs"},
    "route53resolver.CreateResolverEndpoint": {
        "ec2:CreateNetworkInterface", "ec2:DescribeNetworkInterfaces", "ec2:DescribeSecurityGroups",
        "ec2:DescribeSubnets", "ec2:DescribeVpcs"},
    "route53resolver.DeleteResolverEndpoint": {"ec2:DeleteNetworkInterface"},
}
"""Actions besides the call's own, whatever its parameters."""

LINKED_ROLES = {"ec2.CreateTransitGatewayVpcAttachment", "elbv2.CreateLoadBalancer", "network-firewall.CreateFirewall"}
"""Calls for which the service makes itself a role the first time."""

TAGGING = {
    "acm": "acm:AddTagsToCertificate", "cloudwatch": "cloudwatch:TagResource", "directconnect": "directconnect:TagResource",
    "ec2": "ec2:CreateTags", "elbv2": "elasticloadbalancing:AddTags", "network-firewall": "network-firewall:TagResource",
    "ram": "ram:TagResource", "route53resolver": "route53resolver:TagResource", "wafv2": "wafv2:TagResource",
}
"""What allows tags in the call that makes something."""

TAGS = ("Tags", "tags", "TagList", "TagSpecifications")


def needed(requests):
    """The actions that some recorded requests need."""
    actions = set()
    for request in requests:
        name = f"{request.service}.{request.operation}"
        if name in FREE:
            continue
        actions.add(ONE_ACTION.get(name) or f"{PREFIXES.get(request.service, request.service)}:{request.operation}")
        actions |= BESIDES.get(name, set())
        if name in LINKED_ROLES:
            actions.add("iam:CreateServiceLinkedRole")
        makes = request.operation.startswith(("Create", "Allocate", "Run", "Request", "Put"))
        # Virtual interfaces have their tags one level down.
        inner = [value for value in request.parameters.values() if isinstance(value, dict)]
        tagged = any(one.get(tags) for tags in TAGS for one in (request.parameters, *inner))
        if makes and tagged and request.service in TAGGING:
            actions.add(TAGGING[request.service])
        if request.service == "wafv2" and request.operation in ("AssociateWebACL", "DisassociateWebACL"):
            arn = request.parameters["ResourceArn"]
            actions.add("apigateway:SetWebACL" if ":apigateway:" in arn else "elasticloadbalancing:SetWebAcl")
    return actions


def allowed(folder):
    """The actions that the exported policies allow, by the account in the file's name."""
    found = collections.defaultdict(set)
    for path in folder.glob("iam-policy*.json"):
        words = path.stem.removeprefix("iam-policy").strip("-").split("-")
        account = next((word.replace("_", "-") for word in words if word.startswith("account_")), None)
        for statement in json.loads(path.read_text(encoding="utf-8"))["Statement"]:
            actions = statement["Action"]
            found[account].update([actions] if isinstance(actions, str) else actions)
    return found


def _by_default(design):
    """Actions that are needed only where AWS has not done by default, by then, what the programs would do.

    Or where a network is there already in which more is associated or propagated than was drawn: see `scenes.py`.
    """
    hubs = design.get("transit_gateways", [])
    mending = ["ec2:ModifyTransitGateway", "ec2:DisassociateTransitGatewayRouteTable",
               "ec2:DisableTransitGatewayRouteTablePropagation"] if hubs else []
    if any(one.get("interface_type") != "public" for one in design.get("virtual_interfaces", [])):
        mending.append("directconnect:UpdateVirtualInterfaceAttributes")
    return mending + [action for field, action in (("default_propagation", "ec2:EnableTransitGatewayRouteTablePropagation"),
                                         ("default_association", "ec2:AssociateTransitGatewayRouteTable"))
            if any(hub.get(field, True) for hub in hubs)]


def faults(design, folder, programs):
    """What the policies lack for one of the programs, or allow for nothing, given all that each sent.

    A program does not call what it finds done, which timing decides: so what is superfluous is so for both.
    """
    each = [_missing(design, folder, *program) for program in programs]
    superfluous = set.intersection(*(extra for _, extra, _ in each))
    superfluous = {fault for fault in superfluous if not any(f" {action} " in fault for action in _by_default(design))}
    return sorted({fault for lacking, _, _ in each for fault in lacking} | superfluous), max(count for _, _, count in each)


def _missing(design, folder, requests, credentials):
    accounts = {key["aws_access_key_id"]: account for account, key in credentials.items()}
    sent = collections.defaultdict(list)
    for request in requests:
        sent[accounts.get(request.access_key)].append(request)
    policies, told, extra = allowed(folder), set(), set()
    if set(policies) == {None} and len(design.get("accounts", [])) == 1:
        # The one account of a design has no name in its file.
        policies[design["accounts"][0]["id"]] = policies.pop(None)
    for account in sorted({*sent, *policies}, key=str):
        wanted, given = needed(sent[account]), policies[account]
        told |= {f"the policy of {account} lacks {action}" for action in wanted - given}
        extra |= {f"the policy of {account} allows {action} for nothing" for action in given - wanted}
    return told, extra, sum(len(needed(one)) for one in sent.values())
