"""The emulator with some of its known gaps mended, so that whole designs can be made on it.

What is mended here is our own code and no outside judge: `MENDED` names the operations, and the
table of `run.py` counts their calls apart. Those calls are still judged by the CLI's validator,
by the strict walk and by comparing what was sent with the design.

    python mended.py -H 127.0.0.1 -p PORT
"""

import copy
import json
import os
import signal
import urllib.parse

from moto.cloudfront.exceptions import CloudFrontException
from moto.cloudfront.models import CloudFrontBackend, random_id
from moto.core.responses import ActionResult
from moto.directconnect.exceptions import DXConnectionError
from moto.directconnect.responses import DirectConnectResponse
from moto.ec2.exceptions import EC2ClientError
from moto.ec2.models import EC2Backend, ec2_backends
from moto.ec2.models.route_tables import RouteTable
from moto.ec2.models.transit_gateway_attachments import TransitGatewayAttachment
from moto.ec2.models.transit_gateway_route_tables import TransitGatewayRelations
from moto.ec2.responses import EC2Response
from moto.moto_api._internal import mock_random, moto_api_backend
from moto.moto_server.werkzeug_app import DomainDispatcherApplication
from moto.networkfirewall.models import NetworkFirewallBackend
from moto.networkfirewall.responses import NetworkFirewallResponse
from moto.server import main

MENDED = set()
"""Operations whose answers come, in whole or in part, from this file."""

STORE = {}
"""Resources that the emulator does not know, by (account, region, kind)."""


class AlreadyAssociated(EC2ClientError):
    """As AWS answers where an attachment has a route table."""

    code = "Resource.AlreadyAssociated"


def mend(*operations):
    """Marks a function that patches the emulator for these operations, and applies it."""

    def apply(patch):
        MENDED.update(operations)
        patch()

    return apply


def _table(response, kind):
    return STORE.setdefault((response.current_account, response.region, kind), {})


def _wrap(cls, name, after):
    """Replaces a method by one that calls `after(self, result, *arguments)` with its result."""
    original = getattr(cls, name)

    def wrapped(self, *args, **kwargs):
        return after(self, original(self, *args, **kwargs), *args, **kwargs)

    setattr(cls, name, wrapped)


def _tag(response, resource_id):
    for specification in response._get_param("TagSpecifications", []):
        tags = {tag["Key"]: tag["Value"] for tag in specification.get("Tags", [])}
        response.ec2_backend.create_tags([resource_id], tags)


def _tagged(tags, filters):
    return all(tags.get(name[4:]) in values for name, values in filters.items() if name.startswith("tag:"))


@mend()
def _a_reset_forgets_what_is_stored_here():
    _wrap(type(moto_api_backend), "reset", lambda self, result: STORE.clear())


@mend("ec2.CreateDhcpOptions")
def _dhcp_options_keep_tags():
    def after(self, result):
        _tag(self, result.result["DhcpOptions"].id)
        return result

    _wrap(EC2Response, "create_dhcp_options", after)


@mend("ec2.DeleteSubnet")
def _a_deleted_subnet_leaves_its_network_acl():
    def after(self, result, subnet_id):
        for acl in self.network_acls.values():
            for name in [n for n, a in acl._associations.items() if a.subnet_id == subnet_id]:
                del acl._associations[name]
        return result

    _wrap(EC2Backend, "delete_subnet", after)


@mend("ec2.CreateTransitGatewayVpcAttachment", "ec2.AcceptTransitGatewayVpcAttachment")
def _hubs_of_other_accounts():
    original = EC2Backend.create_transit_gateway_vpc_attachment

    def create(self, transit_gateway_id, **kwargs):
        owner = self
        for regions in ec2_backends.values():
            if transit_gateway_id in regions[self.region_name].transit_gateways:
                owner = regions[self.region_name].transit_gateways[transit_gateway_id].ec2_backend
        made = original(owner, transit_gateway_id, **kwargs)
        hub = owner.transit_gateways.get(transit_gateway_id)
        default, options = made.transit_gateway_route_table, hub.options
        if options.get("DefaultRouteTableAssociation") == "disable":
            owner.unset_route_table_association(default.id, made.id)
            made.transit_gateway_route_table = None
        else:
            owner.associate_transit_gateway_route_table(made.id, default.id)
        if options.get("DefaultRouteTablePropagation") != "disable":
            owner.set_route_table_propagation(made.id, default.id)
        if owner is not self:
            made.resource_owner_id, made.ec2_backend = self.account_id, self
            # As in AWS, a hub shared with an account is seen there.
            self.transit_gateways[hub.id] = hub
            self.transit_gateway_attachments[made.id] = made
            if options.get("AutoAcceptSharedAttachments") != "enable":
                made.state = "pendingAcceptance"
        return made

    EC2Backend.create_transit_gateway_vpc_attachment = create

    def describe(self, result, filters, transit_gateway_ids):
        if result or not transit_gateway_ids:
            return result
        return [hub for regions in ec2_backends.values() for hub in regions[self.region_name].transit_gateways.values()
                if hub.id in transit_gateway_ids]

    _wrap(EC2Backend, "describe_transit_gateways", describe)

    def tag(self, result):
        _tag(self, result.result["TransitGatewayVpcAttachment"].id)
        return result

    _wrap(EC2Response, "create_transit_gateway_vpc_attachment", tag)

    def accept(self):
        attachment = self.ec2_backend.transit_gateway_attachments[self._get_param("TransitGatewayAttachmentId")]
        attachment.state = "available"
        return ActionResult({"TransitGatewayVpcAttachment": attachment})

    EC2Response.accept_transit_gateway_vpc_attachment = accept


@mend("ec2.DescribeTransitGatewayAttachments", "ec2.AssociateTransitGatewayRouteTable")
def _an_attachment_has_one_table_and_tells_it():
    def table_of(backend, attachment):
        tables = backend.transit_gateways_route_tables.values()
        return next((table.id for table in tables if attachment in table.route_table_associations), None)

    def after(self, result, *args, **kwargs):
        # A peering is one object for two hubs, each with a table of its own.
        told = [copy.copy(one) for one in result]
        for one in told:
            one.seen = table_of(self, one.id)
        return told

    def association(self):
        table = getattr(self, "seen", None)
        return {"State": "associated", "TransitGatewayRouteTableId": table} if table else None

    _wrap(EC2Backend, "describe_transit_gateway_attachments", after)
    TransitGatewayAttachment.association = property(association)
    original = EC2Backend.associate_transit_gateway_route_table

    def associate(self, transit_gateway_attachment_id, transit_gateway_route_table_id):
        if table_of(self, transit_gateway_attachment_id) not in (None, transit_gateway_route_table_id):
            raise AlreadyAssociated(f"{transit_gateway_attachment_id} has a route table already")
        return original(self, transit_gateway_attachment_id, transit_gateway_route_table_id)

    EC2Backend.associate_transit_gateway_route_table = associate


@mend("ec2.GetTransitGatewayAttachmentPropagations", "ec2.DisableTransitGatewayRouteTablePropagation")
def _an_attachment_tells_who_knows_it():
    def get(self):
        mine, told = self._get_param("TransitGatewayAttachmentId"), []
        for table in self.ec2_backend.transit_gateways_route_tables.values():
            states = [p.state for p in table.route_table_propagation if p.transitGatewayAttachmentId == mine]
            told += [{"TransitGatewayRouteTableId": table.id, "State": state} for state in states]
        return ActionResult({"TransitGatewayAttachmentPropagations": told})

    EC2Response.get_transit_gateway_attachment_propagations = get

    def disable(self, transit_gateway_attachment_id, transit_gateway_route_table_id):
        table = self.transit_gateways_route_tables[transit_gateway_route_table_id]
        known = [p for p in table.route_table_propagation if p.transitGatewayAttachmentId == transit_gateway_attachment_id]
        table.route_table_propagation = [p for p in table.route_table_propagation if p not in known]
        return TransitGatewayRelations(self, transit_gateway_attachment_id, transit_gateway_route_table_id, "disabled")

    EC2Backend.disable_transit_gateway_route_table_propagation = disable


@mend("ec2.DeleteTransitGateway")
def _a_hub_takes_its_default_table_along():
    def after(self, result, transit_gateway_id):
        for table in self.transit_gateways_route_tables.values():
            if table.transit_gateway_id == transit_gateway_id:
                table.state = "deleted"
        for regions in ec2_backends.values():
            regions[self.region_name].transit_gateways.pop(transit_gateway_id, None)
        return result

    _wrap(EC2Backend, "delete_transit_gateway", after)


@mend("ec2.CreateTransitGatewayRoute")
def _routes_keep_their_attachment():
    def after(self, result, *args, **kwargs):
        if isinstance(result.get("transitGatewayAttachments"), dict):
            result["transitGatewayAttachments"] = [result["transitGatewayAttachments"]]
        return result

    _wrap(EC2Backend, "create_transit_gateway_route", after)


@mend("ec2.CreatePlacementGroup", "ec2.DescribePlacementGroups", "ec2.DeletePlacementGroup")
def _placement_groups():
    def create(self):
        name = self._get_param("GroupName")
        group = {"GroupName": name, "GroupId": "pg-" + mock_random.get_random_hex(17), "State": "available"}
        for member in ("Strategy", "PartitionCount", "SpreadLevel"):
            if self._get_param(member) is not None:
                group[member] = self._get_param(member)
        specifications = self._get_param("TagSpecifications", [])
        group["Tags"] = specifications[0]["Tags"] if specifications else []
        _table(self, "placement-group")[name] = group
        return ActionResult({"PlacementGroup": group})

    def describe(self):
        filters, names = self._filters_from_querystring(), self._get_param("GroupNames", [])
        groups = [group for group in _table(self, "placement-group").values()
                  if _tagged({tag["Key"]: tag["Value"] for tag in group["Tags"]}, filters)
                  and (not names or group["GroupName"] in names)]
        return ActionResult({"PlacementGroups": groups})

    def delete(self):
        _table(self, "placement-group").pop(self._get_param("GroupName"))
        return ActionResult({})

    EC2Response.create_placement_group = create
    EC2Response.describe_placement_groups = describe
    EC2Response.delete_placement_group = delete


@mend("ec2.DescribeVpcEndpointConnections", "ec2.AcceptVpcEndpointConnections")
def _endpoint_connections():
    def describe(self):
        filters, accepted = self._filters_from_querystring(), _table(self, "accepted-endpoint")
        connections = [
            {"ServiceId": service, "VpcEndpointId": endpoint, "VpcEndpointState": accepted.get(endpoint, "pendingAcceptance")}
            for service in filters.get("service-id", []) for endpoint in filters.get("vpc-endpoint-id", [])]
        return ActionResult({"VpcEndpointConnections": connections})

    def accept(self):
        for endpoint in self._get_param("VpcEndpointIds", []):
            _table(self, "accepted-endpoint")[endpoint] = "available"
        return ActionResult({"Unsuccessful": []})

    EC2Response.describe_vpc_endpoint_connections = describe
    EC2Response.accept_vpc_endpoint_connections = accept


@mend("ec2.CreateTransitGatewayPrefixListReference", "ec2.GetTransitGatewayPrefixListReferences",
      "ec2.DeleteTransitGatewayPrefixListReference")
def _prefix_lists_in_hub_tables():
    def known(self):
        table = self._get_param("TransitGatewayRouteTableId")
        return _table(self, "prefix-list-reference").setdefault(table, {})

    def create(self):
        name = self._get_param("PrefixListId")
        attachment = self._get_param("TransitGatewayAttachmentId")
        if name in known(self):
            raise AlreadyAssociated(f"{name} is in the table already")
        one = {"TransitGatewayRouteTableId": self._get_param("TransitGatewayRouteTableId"), "PrefixListId": name,
               "State": "available", "Blackhole": attachment is None}
        if attachment:
            one["TransitGatewayAttachment"] = {"TransitGatewayAttachmentId": attachment}
        known(self)[name] = one
        return ActionResult({"TransitGatewayPrefixListReference": one})

    def get(self):
        return ActionResult({"TransitGatewayPrefixListReferences": list(known(self).values())})

    def delete(self):
        one = known(self).pop(self._get_param("PrefixListId"))
        return ActionResult({"TransitGatewayPrefixListReference": {**one, "State": "deleting"}})

    EC2Response.create_transit_gateway_prefix_list_reference = create
    EC2Response.get_transit_gateway_prefix_list_references = get
    EC2Response.delete_transit_gateway_prefix_list_reference = delete


@mend("ec2.AssociateSecurityGroupVpc", "ec2.DescribeSecurityGroupVpcAssociations", "ec2.DisassociateSecurityGroupVpc")
def _security_groups_in_other_vpcs():
    def both(self):
        return self._get_param("GroupId"), self._get_param("VpcId")

    def associate(self):
        _table(self, "security-group-vpc")[both(self)] = "associated"
        return ActionResult({"State": "associating"})

    def describe(self):
        filters = self._filters_from_querystring()
        told = [{"GroupId": group, "VpcId": vpc, "State": state}
                for (group, vpc), state in _table(self, "security-group-vpc").items()
                if group in filters.get("group-id", [group]) and vpc in filters.get("vpc-id", [vpc])]
        return ActionResult({"SecurityGroupVpcAssociations": told})

    def disassociate(self):
        _table(self, "security-group-vpc").pop(both(self))
        return ActionResult({"State": "disassociating"})

    EC2Response.associate_security_group_vpc = associate
    EC2Response.describe_security_group_vpc_associations = describe
    EC2Response.disassociate_security_group_vpc = disassociate


@mend("ec2.EnableVgwRoutePropagation", "ec2.DisableVgwRoutePropagation")
def _gateway_propagation():
    RouteTable.propagating_vgws = property(lambda self: self.__dict__.setdefault("vgws", []))

    def enable(self):
        table = self.ec2_backend.get_route_table(self._get_param("RouteTableId"))
        table.propagating_vgws.append({"GatewayId": self._get_param("GatewayId")})
        return ActionResult({})

    def disable(self):
        table = self.ec2_backend.get_route_table(self._get_param("RouteTableId"))
        table.propagating_vgws.remove({"GatewayId": self._get_param("GatewayId")})
        return ActionResult({})

    EC2Response.enable_vgw_route_propagation = enable
    EC2Response.disable_vgw_route_propagation = disable


@mend("ec2.CreateVpnConnectionRoute", "ec2.DeleteVpnConnectionRoute")
def _static_vpn_routes():
    def create(self):
        connection = self.ec2_backend.vpn_connections[self._get_param("VpnConnectionId")]
        routes = list(getattr(connection, "routes", None) or [])
        routes.append({"DestinationCidrBlock": self._get_param("DestinationCidrBlock"), "State": "available"})
        connection.routes = routes
        return ActionResult({})

    EC2Response.create_vpn_connection_route = create


@mend("network-firewall.DescribeFirewall", "network-firewall.DeleteFirewall")
def _firewalls_have_endpoints():
    def after(self, firewall, *args, **kwargs):
        states = {}
        for mapping in firewall.subnet_mappings:
            subnet = ec2_backends[self.account_id][self.region_name].get_subnet(mapping["SubnetId"])
            endpoint = ec2_backends[self.account_id][self.region_name].create_vpc_endpoint(
                vpc_id=subnet.vpc_id, service_name="com.amazonaws.vpce.firewall", endpoint_type="GatewayLoadBalancer",
                policy_document=None, route_table_ids=[], subnet_ids=[subnet.id])
            states[subnet.availability_zone] = {
                "Attachment": {"SubnetId": subnet.id, "EndpointId": endpoint.id, "Status": "READY"}}
        firewall.firewall_status = {"Status": "READY", "ConfigurationSyncStateSummary": "IN_SYNC", "SyncStates": states}
        return firewall

    _wrap(NetworkFirewallBackend, "create_firewall", after)

    def delete(self):
        backend = self.networkfirewall_backend
        firewall = backend.describe_firewall(self._get_param("FirewallName"), self._get_param("FirewallArn"))
        for state in firewall.firewall_status["SyncStates"].values():
            ec2_backends[self.current_account][self.region].delete_vpc_endpoints([state["Attachment"]["EndpointId"]])
        del backend.firewalls[firewall.arn]
        return ActionResult({"FirewallStatus": {"Status": "DELETING"}})

    NetworkFirewallResponse.delete_firewall = delete


def _interfaces(response):
    """The virtual interfaces of an account, wherever their connections are."""
    return {own: one for (account, _, kind), table in STORE.items() for own, one in table.items()
            if (account, kind) == (response.current_account, "dx-interface")}


@mend("directconnect.CreatePrivateVirtualInterface", "directconnect.CreatePublicVirtualInterface",
      "directconnect.CreateTransitVirtualInterface", "directconnect.DescribeVirtualInterfaces",
      "directconnect.UpdateVirtualInterfaceAttributes", "directconnect.DeleteVirtualInterface")
def _virtual_interfaces():
    def refuse(why):
        raise DXConnectionError("DirectConnectClientException", why)

    def create(self, kind):
        sent = json.loads(self.body)
        new = sent[f"new{kind.title()}VirtualInterface"]
        table = _table(self, "dx-interface")
        if any((one["connectionId"], one["vlan"]) == (sent["connectionId"], new["vlan"]) for one in table.values()):
            refuse(f"VLAN {new['vlan']} is in use on {sent['connectionId']}")
        gateways = STORE.get((self.current_account, "global", "dx-gateway"), {})
        if new.get("directConnectGatewayId", "") not in ("", *gateways):
            refuse(f"there is no {new['directConnectGatewayId']}")
        near = new.get("virtualGatewayId")
        if near and near not in ec2_backends[self.current_account][self.region].vpn_gateways:
            refuse(f"there is no {near} in {self.region}")
        if kind == "public" and not (new.get("amazonAddress") and new.get("customerAddress") and new.get("routeFilterPrefixes")):
            refuse("a public virtual interface has addresses and prefixes")
        own = "dxvif-" + mock_random.get_random_hex(8)
        numbers = {"asn": new.get("asn", 0), "asnLong": new.get("asnLong", new.get("asn"))}
        table[own] = {**new, **numbers, "mtu": new.get("mtu", 1500), "virtualInterfaceId": own, "virtualInterfaceType": kind,
                      "connectionId": sent["connectionId"], "region": self.region, "ownerAccount": self.current_account,
                      "virtualInterfaceState": "verifying" if kind == "public" else "pending"}
        return json.dumps({"virtualInterface": table[own]} if kind == "transit" else table[own])

    def describe(self):
        sent, table = json.loads(self.body or "{}"), _table(self, "dx-interface")
        found = [copy.copy(one) for own, one in table.items() if sent.get("virtualInterfaceId") in (None, own)]
        # BGP is never up here; what is on its way gets there once it was looked at.
        for one in found:
            state = one["virtualInterfaceState"]
            if state == "pending":
                table[one["virtualInterfaceId"]]["virtualInterfaceState"] = "down"
            if state == "deleting":
                del table[one["virtualInterfaceId"]]
        return json.dumps({"virtualInterfaces": found})

    def update(self):
        sent = json.loads(self.body)
        one = _table(self, "dx-interface")[sent["virtualInterfaceId"]]
        one["mtu"] = sent.get("mtu", one["mtu"])
        return json.dumps(one)

    def delete(self):
        one = _table(self, "dx-interface")[json.loads(self.body)["virtualInterfaceId"]]
        one["virtualInterfaceState"] = "deleting"
        return json.dumps({"virtualInterfaceState": "deleting"})

    DirectConnectResponse.create_private_virtual_interface = lambda self: create(self, "private")
    DirectConnectResponse.create_public_virtual_interface = lambda self: create(self, "public")
    DirectConnectResponse.create_transit_virtual_interface = lambda self: create(self, "transit")
    DirectConnectResponse.describe_virtual_interfaces = describe
    DirectConnectResponse.update_virtual_interface_attributes = update
    DirectConnectResponse.delete_virtual_interface = delete


@mend("directconnect.CreateDirectConnectGateway", "directconnect.DescribeDirectConnectGateways",
      "directconnect.DeleteDirectConnectGateway", "directconnect.CreateDirectConnectGatewayAssociation",
      "directconnect.DescribeDirectConnectGatewayAssociations",
      "directconnect.DeleteDirectConnectGatewayAssociation")
def _direct_connect_gateways():
    def store(self, kind):
        return STORE.setdefault((self.current_account, "global", kind), {})

    def create(self):
        sent = json.loads(self.body)
        gateway = {"directConnectGatewayId": str(mock_random.uuid4()), "directConnectGatewayState": "available",
                   "directConnectGatewayName": sent["directConnectGatewayName"],
                   "amazonSideAsn": sent.get("amazonSideAsn", 64512), "ownerAccount": self.current_account,
                   "tags": sent.get("tags", [])}
        store(self, "dx-gateway")[gateway["directConnectGatewayId"]] = gateway
        return json.dumps({"directConnectGateway": gateway})

    def describe(self):
        wanted = json.loads(self.body or "{}").get("directConnectGatewayId")
        found = [g for g in store(self, "dx-gateway").values() if wanted in (None, g["directConnectGatewayId"])]
        return json.dumps({"directConnectGateways": found})

    def delete(self):
        own = json.loads(self.body)["directConnectGatewayId"]
        if any(own == one.get("directConnectGatewayId") for one in _interfaces(self).values()):
            raise DXConnectionError("DirectConnectClientException", f"{own} has virtual interfaces")
        gateway = store(self, "dx-gateway").pop(own)
        return json.dumps({"directConnectGateway": {**gateway, "directConnectGatewayState": "deleted"}})

    def associate(self):
        sent = json.loads(self.body)
        association = {"associationId": str(mock_random.uuid4()), "associationState": "associated",
                       "directConnectGatewayId": sent["directConnectGatewayId"],
                       "associatedGateway": {"id": sent["gatewayId"], "type": "transitGateway" if
                                             sent["gatewayId"].startswith("tgw-") else "virtualPrivateGateway"},
                       "allowedPrefixesToDirectConnectGateway": sent.get("addAllowedPrefixesToDirectConnectGateway", [])}
        for backend in ec2_backends[self.current_account].values():
            if sent["gatewayId"] in backend.transit_gateways:
                hub = backend.transit_gateways[sent["gatewayId"]]
                attachment = TransitGatewayAttachment(
                    backend, sent["directConnectGatewayId"], "direct-connect-gateway", hub)
                attachment.transit_gateway_route_table = None
                backend.transit_gateway_attachments[attachment.id] = attachment
        store(self, "dx-association")[association["associationId"]] = association
        return json.dumps({"directConnectGatewayAssociation": association})

    def associations(self):
        sent = json.loads(self.body or "{}")
        found = [a for a in store(self, "dx-association").values()
                 if sent.get("directConnectGatewayId") in (None, a["directConnectGatewayId"])
                 and sent.get("associationId") in (None, a["associationId"])]
        return json.dumps({"directConnectGatewayAssociations": found})

    def disassociate(self):
        sent = json.loads(self.body)
        association = store(self, "dx-association").pop(sent["associationId"])
        for backend in ec2_backends[self.current_account].values():
            for name in [n for n, a in backend.transit_gateway_attachments.items()
                         if a.resource_id == association["directConnectGatewayId"]]:
                del backend.transit_gateway_attachments[name]
        return json.dumps({"directConnectGatewayAssociation": {**association, "associationState": "disassociated"}})

    DirectConnectResponse.create_direct_connect_gateway = create
    DirectConnectResponse.describe_direct_connect_gateways = describe
    DirectConnectResponse.delete_direct_connect_gateway = delete
    DirectConnectResponse.create_direct_connect_gateway_association = associate
    DirectConnectResponse.describe_direct_connect_gateway_associations = associations
    DirectConnectResponse.delete_direct_connect_gateway_association = disassociate


class StaleVersion(CloudFrontException):
    """As CloudFront answers where a distribution has changed since."""

    def __init__(self):
        super().__init__("PreconditionFailed", "The precondition in one or more of the request fields evaluated to false.")


class StillEnabled(CloudFrontException):
    """As CloudFront answers where a distribution still serves requests."""

    def __init__(self):
        super().__init__("DistributionNotDisabled", "The distribution you are trying to delete has not been disabled.")


@mend("cloudfront.UpdateDistribution", "cloudfront.DeleteDistribution")
def _distributions_have_versions():
    update, delete = CloudFrontBackend.update_distribution, CloudFrontBackend.delete_distribution

    def updated(self, dist_config, _id, if_match):
        if _id in self.distributions and if_match != self.distributions[_id].etag:
            raise StaleVersion
        distribution, location, _ = update(self, dist_config, _id, if_match)
        distribution.etag = random_id()
        # It is deployed once it was looked at twice.
        distribution.status, distribution._tick = "InProgress", 0
        return distribution, location, distribution.etag

    def deleted(self, distribution_id, if_match):
        kept = self.distributions.get(distribution_id)
        if kept and kept.distribution_config.Enabled:
            raise StillEnabled
        if kept and if_match != kept.etag:
            raise StaleVersion
        return delete(self, distribution_id, if_match)

    CloudFrontBackend.update_distribution = updated
    CloudFrontBackend.delete_distribution = deleted


FATE = {}
"""The process that is killed after so many further requests: a run that ends midway."""


def _executioner():
    """After the last allowed request was carried out, and before its answer goes out, the process dies."""
    original = DomainDispatcherApplication.__call__

    def call(self, environ, start_response):
        if environ["PATH_INFO"] == "/netwright/kill":
            asked = dict(urllib.parse.parse_qsl(environ["QUERY_STRING"]))
            FATE.update(pid=int(asked["pid"]), after=int(asked["after"]))
            start_response("200 OK", [])
            return [b""]
        answer = original(self, environ, start_response)
        if FATE.get("after"):
            FATE["after"] -= 1
            if FATE["after"] == 0:
                os.kill(FATE["pid"], signal.SIGKILL)
        return answer

    DomainDispatcherApplication.__call__ = call


if __name__ == "__main__":
    _executioner()
    main()
