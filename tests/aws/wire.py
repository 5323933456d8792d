"""Reads recorded HTTP requests back into (service, operation, parameters), by botocore's models.

The recorder keeps bytes; this is the only place where fields that the emulator drops can still be
seen as the real client serialised them. Protocols: ec2, query, json, rest-json, rest-xml, RPC v2 CBOR.
"""

import base64
import dataclasses
import functools
import json
import re
import urllib.parse
import xml.etree.ElementTree as ElementTree

import botocore.session

import cbor

SERVICE_OF_SIGNING_NAME = {
    "acm": "acm", "apigateway": "apigateway", "cloudfront": "cloudfront", "directconnect": "directconnect", "ec2": "ec2",
    "elasticloadbalancing": "elbv2", "logs": "logs", "monitoring": "cloudwatch",
    "network-firewall": "network-firewall", "ram": "ram", "route53": "route53",
    "route53resolver": "route53resolver", "s3": "s3", "sts": "sts", "tagging": "resourcegroupstaggingapi",
    "wafv2": "wafv2",
}


@dataclasses.dataclass
class Request:
    """One API call as it was sent."""

    service: str
    operation: str
    region: str
    access_key: str
    parameters: dict


@functools.cache
def model(service):
    """botocore's own description of a service."""
    return botocore.session.get_session().get_service_model(service)


def parse(record):
    """A recorder line (method, url, headers, body) as a `Request`."""
    headers = {name.lower(): value for name, value in record["headers"].items()}
    body = record.get("body") or ""
    raw = base64.b64decode(body) if record.get("body_encoded") else body.encode()
    credential = re.search(r"Credential=([^/]+)/\d+/([^/]+)/([^/]+)/", headers.get("authorization", ""))
    if not credential:
        raise ValueError(f"unsigned request to {record['url']}")
    key, region, signing_name = credential.groups()
    service = SERVICE_OF_SIGNING_NAME[signing_name]
    # A service may speak several protocols; what was sent says which.
    if headers.get("smithy-protocol") == "rpc-v2-cbor":
        operation = record["url"].rstrip("/").rsplit("/", 1)[1]
        parameters = cbor.loads(raw) if raw else {}
    else:
        read = _json if "x-amz-target" in headers else _rest if "rest" in str(model(service).metadata) else _query
        operation, parameters = read(model(service), record["method"], record["url"], headers, raw.decode())
    return Request(service, operation, region, key, parameters)


def _scalar(shape, text):
    if shape.type_name in ("integer", "long"):
        return int(text)
    if shape.type_name in ("float", "double"):
        return float(text)
    if shape.type_name == "boolean":
        return text == "true"
    if shape.type_name == "blob":
        return base64.b64decode(text).decode()
    return text


def _query(service, _method, _url, _headers, text):
    fields = dict(urllib.parse.parse_qsl(text, keep_blank_values=True))
    operation = service.operation_model(fields["Action"])
    tree = {}
    for name, value in fields.items():
        if name in ("Action", "Version"):
            continue
        spot = tree
        *path, last = name.split(".")
        for step in path:
            spot = spot.setdefault(step, {})
        spot[last] = value
    ec2 = service.metadata["protocol"] == "ec2"
    return operation.name, _from_query(operation.input_shape, tree, ec2) if operation.input_shape else {}


def _query_name(name, shape, ec2):
    if ec2:
        given = shape.serialization.get("queryName") or shape.serialization.get("name") or name
        return given[0].upper() + given[1:]
    return shape.serialization.get("name", name)


def _from_query(shape, tree, ec2):
    if shape.type_name == "structure":
        known = {_query_name(n, s, ec2): (n, s) for n, s in shape.members.items()}
        unknown = [name for name in tree if name not in known]
        if unknown:
            raise ValueError(f"{shape.name} has no member on the wire named {unknown}")
        return {known[w][0]: _from_query(known[w][1], sub, ec2) for w, sub in tree.items()}
    if shape.type_name == "list":
        if not isinstance(tree, dict):
            return []
        if not ec2 and set(tree) == {shape.member.serialization.get("name", "member")}:
            tree = next(iter(tree.values()))
        return [_from_query(shape.member, tree[i], ec2) for i in sorted(tree, key=int)]
    return _scalar(shape, tree)


def _json(service, _method, _url, headers, text):
    operation = headers["x-amz-target"].rsplit(".", 1)[1]
    return operation, _from_json(service.operation_model(operation).input_shape, json.loads(text or "{}"))


def _from_json(shape, value):
    if shape is None or value is None:
        return value
    if shape.type_name == "structure":
        return {n: _from_json(shape.members[n], v) for n, v in value.items()}
    if shape.type_name == "list":
        return [_from_json(shape.member, v) for v in value]
    if shape.type_name == "blob":
        return base64.b64decode(value).decode(errors="backslashreplace")
    return value


@functools.cache
def _routes(service):
    """(method, path pattern, fixed query names, operation), the most specific path first."""
    routes = []
    for name in service.operation_names:
        http = service.operation_model(name).http
        path, _, query = http["requestUri"].partition("?")
        pattern = re.sub(r"\{(\w+)\+?\}", r"(?P<\1>[^/]+)", path).rstrip("/")
        fixed = frozenset(urllib.parse.parse_qs(query, keep_blank_values=True))
        routes.append((http["method"], re.compile(pattern + "/?$"), fixed, name))
    return sorted(routes, key=lambda r: (len(r[2]), -r[1].groups, len(r[1].pattern)), reverse=True)


def _rest(service, method, url, headers, text):
    parts = urllib.parse.urlsplit(url)
    query = dict(urllib.parse.parse_qsl(parts.query, keep_blank_values=True))
    for verb, pattern, fixed, name in _routes(service):
        found = pattern.match(parts.path)
        if verb == method and found and fixed <= set(query):
            break
    else:
        raise ValueError(f"no operation of {service.service_name} answers {method} {parts.path}")
    shape = service.operation_model(name).input_shape
    parameters = {}
    if shape is None:
        return name, parameters
    if text and service.metadata["protocol"] == "rest-json":
        parameters = _from_json(shape, json.loads(text))
    elif text:
        parameters = _from_xml(shape, ElementTree.fromstring(text))
    for member, sub in shape.members.items():
        spot, wire_name = sub.serialization.get("location"), sub.serialization.get("name", member)
        if spot == "uri":
            parameters[member] = urllib.parse.unquote(found[wire_name])
        elif spot == "querystring" and wire_name in query:
            parameters[member] = _scalar(sub, query[wire_name])
        elif spot == "header" and wire_name.lower() in headers:
            parameters[member] = _scalar(sub, headers[wire_name.lower()])
    payload = shape.serialization.get("payload")
    if payload and text:
        root = ElementTree.fromstring(text)
        parameters = {k: v for k, v in parameters.items() if k in shape.members}
        parameters[payload] = _from_xml(shape.members[payload], root)
    return name, parameters


def _tag(element):
    return element.tag.rpartition("}")[2]


def _from_xml(shape, element):
    if shape.type_name == "structure":
        known = {s.serialization.get("name", n): (n, s) for n, s in shape.members.items()}
        tree = {}
        for child in element:
            if _tag(child) not in known:
                continue
            name, sub = known[_tag(child)]
            if sub.type_name == "list" and sub.serialization.get("flattened"):
                tree.setdefault(name, []).append(_from_xml(sub.member, child))
            else:
                tree[name] = _from_xml(sub, child)
        return tree
    if shape.type_name == "list":
        return [_from_xml(shape.member, child) for child in element]
    return _scalar(shape, element.text or "")
