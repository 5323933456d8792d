#!/usr/bin/env python3
"""Writes the packaged tables beside this file from moto and botocore, or with --check compares them.

    python core/data/regenerate.py            rewrite instance_types.txt, regions.txt, endpoint_services.txt
    python core/data/regenerate.py --check    exit 1 and name the first difference if a table is not what would be written

The same packages give the same bytes: nothing is read but the installed packages, nothing depends on the clock.
The versions the tables were made of are in PACKAGES; with others installed the script stops (exit 2) and says so.
To move to newer ones: change PACKAGES and CHECKED, run it, read the diff.

elb_zones.txt and waf_groups.txt are not made here: their headers say where their values are from.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import re
import sys
from importlib import metadata
from pathlib import Path

# The versions the tables are made of, and the day that was done.
PACKAGES = {"botocore": "1.44.5", "moto": "5.2.5"}
CHECKED = "2026-11-23"

HERE = Path(__file__).resolve().parent
# Regions whose endpoint services are unioned: two old ones and one young one have every name moto knows.
ENDPOINT_REGIONS = ("us-east-1", "eu-west-1", "ap-southeast-4")
PARTITIONS = ("aws", "aws-cn", "aws-eusc", "aws-us-gov")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    arguments = parser.parse_args()

    # Nobody's own settings may reach the tables.
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        del os.environ[name]
    os.environ.update(AWS_CONFIG_FILE=os.devnull, AWS_SHARED_CREDENTIALS_FILE=os.devnull)

    for package, wanted in PACKAGES.items():
        try:
            found = metadata.version(package)
        except metadata.PackageNotFoundError:
            found = "none"
        if found != wanted:
            print(f"expected {package} {wanted}, found {found}: pip install '{package}=={wanted}'", file=sys.stderr)
            return 2

    tables = {
        "instance_types.txt": instance_types(),
        "regions.txt": regions(),
        "endpoint_services.txt": endpoint_services(),
    }
    different = 0
    for name, lines in tables.items():
        text = "\n".join(lines) + "\n"
        path = HERE / name
        current = path.read_text(encoding="utf-8") if path.exists() else ""
        if current == text:
            print(f"{name}: {len(text.encode())} bytes, unchanged")
        elif arguments.check:
            print(f"{name}: differs from what the packages give, {first_difference(current, text)}", file=sys.stderr)
            different = 1
        else:
            temporary = path.with_suffix(".tmp")
            temporary.write_text(text, encoding="utf-8")
            temporary.replace(path)
            print(f"{name}: {len(text.encode())} bytes, written")
    return different


def first_difference(current: str, wanted: str) -> str:
    pairs = zip(current.split("\n"), wanted.split("\n"))
    for number, (have, want) in enumerate(pairs, start=1):
        if have != want:
            return f"line {number} is {have!r}, expected {want!r}"
    return "one is longer"


def header(package: str, what: str, *notes: str) -> list[str]:
    return [f"# {what}", f"# source: {package} {PACKAGES[package]}, checked {CHECKED}", *(f"# {note}" for note in notes)]


def moto_json(*path: str):
    import moto

    with gzip.open(Path(moto.__file__).parent.joinpath(*path), "rt", encoding="utf-8") as file:
        return json.load(file)


# Instance types


def instance_types() -> list[str]:
    types = moto_json("ec2", "resources", "instance_types.json.gz")
    families: dict[tuple[str, str], list[tuple[tuple, str]]] = {}
    for name, detail in types.items():
        family, size = name.split(".", 1)
        flags, order, row = instance_type(size, detail)
        families.setdefault((family, flags), []).append((order, row))
    lines = header(
        "moto",
        "EC2 instance types: what their network can do",
        "moto/ec2/resources/instance_types.json.gz, recorded from DescribeInstanceTypes",
        "@FAMILY FLAGS, then one line a size: SIZE VCPUS BASELINE PEAK INTERFACES IPV4-PER-INTERFACE [CARDS TOTAL] [eN]",
        "BASELINE and PEAK in Mbps of the first network card, PEAK - where equal; TOTAL in Mbps as AWS states it for all",
        "cards together, - where it states none; eN: at most N EFA interfaces",
        "FLAGS: g current generation, n ENA required, o ENA optional, x ENA Express, c cluster placement, b burstable,",
        "m bare metal, 6 IPv6, t encryption in transit. Every type takes spread and partition placement",
    )
    for (family, flags), rows in sorted(families.items()):
        lines.append(f"@{family} {flags or '-'}")
        lines.extend(row for _, row in sorted(rows))
    return lines


def instance_type(size: str, detail: dict) -> tuple[str, tuple, str]:
    network = detail["NetworkInfo"]
    strategies = set(detail["PlacementGroupInfo"]["SupportedStrategies"])
    if not {"partition", "spread"} <= strategies <= {"cluster", "partition", "spread"}:
        raise SystemExit(f"{detail['InstanceType']}: placement strategies {sorted(strategies)} need a new flag")
    flags = "".join(
        letter
        for letter, holds in (
            ("g", detail["CurrentGeneration"]),
            ("n", network["EnaSupport"] == "required"),
            ("o", network["EnaSupport"] == "supported"),
            ("x", network.get("EnaSrdSupported", False)),
            ("c", "cluster" in strategies),
            ("b", detail["BurstablePerformanceSupported"]),
            ("m", detail["BareMetal"]),
            ("6", network["Ipv6Supported"]),
            ("t", network["EncryptionInTransitSupported"]),
        )
        if holds
    )
    cards = network["NetworkCards"]
    first = next(card for card in cards if card["NetworkCardIndex"] == network["DefaultNetworkCardIndex"])
    baseline, peak = (mbps(first[key]) for key in ("BaselineBandwidthInGbps", "PeakBandwidthInGbps"))
    vcpus = detail["VCpuInfo"]["DefaultVCpus"]
    row = [
        size,
        str(vcpus),
        str(baseline),
        "-" if peak == baseline else str(peak),
        str(network["MaximumNetworkInterfaces"]),
        str(network["Ipv4AddressesPerInterface"]),
    ]
    if len(cards) > 1:
        total = stated_total(network["NetworkPerformance"])
        row += [str(len(cards)), "-" if total is None else str(total)]
    if network["EfaSupported"]:
        row.append(f"e{network['EfaInfo']['MaximumEfaInterfaces']}")
    return flags, (vcpus, size), " ".join(row)


def stated_total(performance: str) -> int | None:
    """Mbps of «600 Gigabit» and «16x 200 Gigabit». The sum over the cards often differs: AWS caps the whole."""
    match = re.fullmatch(r"(?:(\d+)x )?([\d.]+) Gigabit", performance)
    return mbps(int(match[1] or 1) * float(match[2])) if match else None


def mbps(gbps: float) -> int:
    return round(gbps * 1000)


# Regions


def regions() -> list[str]:
    import botocore
    from moto.ec2.models.availability_zones_and_regions import RegionsAndZonesBackend

    with open(Path(botocore.__file__).parent / "data" / "partitions.json", encoding="utf-8") as file:
        partitions = json.load(file)["partitions"]
    recorded = moto_json("ssm", "resources", "regions.json.gz")["aws"]["service"]["global-infrastructure"]["regions"]
    route53 = botocore_model("route53")
    latency = set(route53["shapes"]["ResourceRecordSetRegion"]["enum"])
    checkers = set(route53["shapes"]["HealthCheckRegion"]["enum"])
    lines = header(
        "botocore",
        "AWS Regions",
        f"botocore/data/partitions.json and the Route 53 model; zones from moto {PACKAGES['moto']}",
        "REGION|PARTITION|LONG NAME|ZONE LETTERS|ZONE IDS|FLAGS; empty where the packages do not say",
        "letters are those of one account: which zone a letter names differs from account to account, zone ids do not",
        "FLAGS: l latency records may name it, h Route 53 health checkers run there",
    )
    for partition in partitions:
        if partition["id"] not in PARTITIONS:
            continue
        for region, detail in sorted(partition["regions"].items()):
            if region.endswith("-global"):
                continue
            zones = RegionsAndZonesBackend.zones.get(region, [])
            letters = "".join(sorted(z.name[len(region) :] for z in zones if z.zone_type == "availability-zone"))
            ids = " ".join(sorted(k for k in recorded.get(region, {}).get("availability-zones", {}) if k != "Value"))
            flags = ("l" if region in latency else "") + ("h" if region in checkers else "")
            lines.append("|".join((region, partition["id"], detail["description"], letters, ids, flags)))
    missing = sorted(checkers - {line.split("|")[0] for line in lines})
    if missing:
        raise SystemExit(f"health-checker regions that are no region: {missing}")
    return lines


def botocore_model(service: str) -> dict:
    import botocore.loaders

    return botocore.loaders.create_loader().load_service_model(service, "service-2")


# Endpoint services


def endpoint_services() -> list[str]:
    services: dict[str, dict] = {}
    hosts: set[str] = set()
    for region in ENDPOINT_REGIONS:
        hosts |= {host.replace(region, "{r}") for host in public_hosts(region)}
        for detail in described_endpoint_services(region):
            name = detail["ServiceName"].replace(region, "{r}")
            service = services.setdefault(name, {"types": set(), "names": set()})
            service["types"] |= {kind["ServiceType"] for kind in detail["ServiceType"]}
            for private in detail.get("PrivateDnsNames", []):
                service["names"].add(private["PrivateDnsName"].replace(region, "{r}"))
    lines = header(
        "moto",
        "Services of AWS that take a VPC endpoint",
        "describe-vpc-endpoint-services; moto stamps one list of names on every region, so the list is no evidence that a",
        "service exists in a region. {r} is the region",
        "SERVICE|KINDS|EVIDENCE|PRIVATE DNS NAMES, KINDS: I interface, G gateway",
        f"SERVICE without com.amazonaws.{{r}}. EVIDENCE: c each name is a public endpoint of botocore {PACKAGES['botocore']},",
        "u moto's alone (it derives some by pattern). NAMES empty: SERVICE.{r}.amazonaws.com",
    )
    for name, service in sorted(services.items()):
        kinds = "".join(letter for letter, kind in (("I", "Interface"), ("G", "Gateway")) if kind in service["types"])
        short = name.removeprefix("com.amazonaws.{r}.")
        names = sorted(confirmed_spelling(private, hosts) for private in service["names"])
        confirmed = bool(names) and all(private.removeprefix("*.") in hosts for private in names)
        if "I" not in kinds:
            names = []
        spelled = "" if names == [short + ".{r}.amazonaws.com"] else " ".join(names)
        evidence = "-" if not names else "c" if confirmed else "u"
        lines.append(f"{short}|{kinds}|{evidence}|{spelled}")
    return lines


def confirmed_spelling(private: str, hosts: set[str]) -> str:
    """The name itself, or with the labels of the service turned round where only that is a public endpoint."""
    suffix = ".{r}.amazonaws.com"
    service = private.removesuffix(suffix)
    turned = ".".join(reversed(service.split("."))) + suffix
    return turned if private not in hosts and private.endswith(suffix) and turned in hosts else private


def public_hosts(region: str) -> set[str]:
    """Every host a client of this region can call: the endpoint, alone and behind each fixed host prefix."""
    import botocore.session
    from botocore.config import Config

    session = botocore.session.get_session()
    hosts = set()
    for service in session.get_available_services():
        for fips in (False, True):
            try:
                client = session.create_client(
                    service,
                    region_name=region,
                    aws_access_key_id="none",
                    aws_secret_access_key="none",
                    config=Config(use_fips_endpoint=fips),
                )
            except Exception:  # a service that has no endpoint there: not a host, and nothing else to say
                continue
            host = re.sub(r"^https?://|/.*$", "", client.meta.endpoint_url)
            hosts.add(host)
            model = client.meta.service_model
            for operation in model.operation_names:
                prefix = (model.operation_model(operation).endpoint or {}).get("hostPrefix", "")
                if prefix and "{" not in prefix:
                    hosts.add(prefix + host)
    return hosts


def described_endpoint_services(region: str) -> list[dict]:
    import boto3
    from moto import mock_aws

    os.environ.update(AWS_ACCESS_KEY_ID="none", AWS_SECRET_ACCESS_KEY="none")
    with mock_aws():
        client = boto3.client("ec2", region_name=region)
        return client.describe_vpc_endpoint_services()["ServiceDetails"]


if __name__ == "__main__":
    sys.exit(main())
