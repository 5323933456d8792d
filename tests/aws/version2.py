"""Version 2 of the AWS CLI: Debian's 2.9.19, unpacked beside the machine's own Python, and what it does not know.

PyPI has version 1 only. This version 2 is older than parts of the API: members that it refuses are
taken out of the command, each by a line of `UNKNOWN`, which `selftest.py` holds against the CLI.
"""

import json
import os
import pathlib
import sys

IS_RUNNING = "NETWRIGHT_CLI_2" in os.environ
"""Whether this process is a worker with version 2 in it."""

WEB_ACL = ["--name", "a", "--scope", "REGIONAL", "--default-action", '{"Allow":{}}', "--visibility-config",
           '{"SampledRequestsEnabled":true,"CloudWatchMetricsEnabled":true,"MetricName":"a"}']

UNKNOWN = {
    ("directconnect", "create-direct-connect-gateway", "--tags"): [
        "--direct-connect-gateway-name", "a", "--tags", '[{"key":"a","value":"b"}]'],
    ("directconnect", "create-private-virtual-interface", "asnLong"): [
        "--connection-id", "dxcon-1", "--new-private-virtual-interface",
        '{"virtualInterfaceName":"a","vlan":101,"asnLong":4200000010}'],
    ("ec2", "create-transit-gateway", "SecurityGroupReferencingSupport"): [
        "--options", '{"SecurityGroupReferencingSupport":"enable"}'],
    ("ec2", "create-transit-gateway-vpc-attachment", "SecurityGroupReferencingSupport"): [
        "--transit-gateway-id", "tgw-1", "--vpc-id", "vpc-1", "--subnet-ids", "subnet-1",
        "--options", '{"SecurityGroupReferencingSupport":"enable"}'],
    ("route53", "change-resource-record-sets", "GeoProximityLocation"): [
        "--hosted-zone-id", "Z1", "--change-batch", '{"Changes":[{"Action":"UPSERT","ResourceRecordSet":{"Name":"a.example",'
        '"Type":"A","SetIdentifier":"a","TTL":60,"ResourceRecords":[{"Value":"192.0.2.1"}],'
        '"GeoProximityLocation":{"AWSRegion":"eu-west-1"}}}]}'],
    ("wafv2", "create-web-acl", "--association-config"): [
        *WEB_ACL, "--association-config", '{"RequestBody":{"CLOUDFRONT":{"DefaultSizeInspectionLimit":"KB_64"}}}'],
    ("wafv2", "create-web-acl", "EvaluationWindowSec"): [
        *WEB_ACL, "--rules", '[{"Name":"a","Priority":0,"Action":{"Block":{}},"Statement":{"RateBasedStatement":{"Limit":100,'
        '"EvaluationWindowSec":300,"AggregateKeyType":"IP"}},"VisibilityConfig":{"SampledRequestsEnabled":true,'
        '"CloudWatchMetricsEnabled":true,"MetricName":"a"}}]'],
}
"""Options and members that are newer than this version (service, command, name), each with words that show it."""


OLDER = {"asnLong": "asn"}
"""Members that it has by another name."""


def python():
    """The interpreter that Debian's packages are made for."""
    return "/usr/bin/python3"


def environment(folder):
    """What a process needs so that `awscli` is version 2."""
    packages = pathlib.Path(folder) / "usr/lib/python3/dist-packages"
    return {**os.environ, "PYTHONPATH": str(packages), "NETWRIGHT_CLI_2": str(folder), "AWS_PAGER": ""}


def excuses(difference):
    """Whether a difference is about a field that this version can't send."""
    return ".security_group_referencing: " in difference or ".geoproximity as sent: " in difference


def unknown_to(argv):
    """The members of this command that version 2.9.19 does not know, as it is known to."""
    text = " ".join(argv[2:])
    return sorted(member for service, command, member in UNKNOWN if [service, command] == argv[:2] and member in text)


def lowered(argv):
    """The command without those options and members."""
    unknown = unknown_to(argv)
    for option in unknown:
        if option in argv:
            place = argv.index(option)
            argv = argv[:place] + argv[place + 2:]
    return [_without(word, unknown) if unknown and word.startswith(("{", "[")) else word for word in argv]


def _without(word, names):
    def walk(value):
        if isinstance(value, dict):
            kept = {OLDER.get(name, name) if name in names else name: sub for name, sub in value.items()}
            return {name: walk(sub) for name, sub in kept.items() if name not in names}
        return [walk(sub) for sub in value] if isinstance(value, list) else value

    return json.dumps(walk(json.loads(word)))


def main():
    """Runs one command in a process of its own, lowered: FOLDER WORD..."""
    folder, *words = sys.argv[1:]
    if words != ["--version"]:
        words = [*lowered(words), "--endpoint-url", os.environ["AWS_ENDPOINT_URL"]]
    program = [python(), str(pathlib.Path(folder) / "usr/bin/aws"), *words]
    os.execve(program[0], program, environment(folder))


if __name__ == "__main__":
    main()
