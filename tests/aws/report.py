"""Writes docs/exports.md from what run.py saw: call by call, which judge looked at it.

    python run.py --netwright BIN --calls A.json ...   then   python report.py A.json B.json > docs/exports.md
"""

import collections
import json
import pathlib
import sys

import known_gaps
import mended

READS = ("Describe", "Get", "List", "Search")

AS_SENT = {
    "ec2.CreateNetworkAclEntry": "fields described; ICMP type and code as sent",
    "ec2.CreateTransitGatewayRoute": "described, and the attachment as sent",
    "ec2.CreateVpnConnection": "described; options as sent",
    "ec2.RunInstances": "described; placement and EFA as sent",
    "ram.CreateResourceShare": "as sent",
}
"""Where the emulator loses something, so that the recorded request is compared with the design."""

NOT_COMPARED = {
    "acm.RequestCertificate", "cloudwatch.PutMetricAlarm", "ec2.AllocateAddress", "ec2.ModifyTransitGateway",
    "ec2.AssociateAddress", "ec2.CreateFlowLogs", "elbv2.ModifyLoadBalancerAttributes",
    "elbv2.ModifyTargetGroupAttributes", "ec2.ModifyInstanceAttribute", "route53resolver.CreateResolverRule",
    "route53resolver.AssociateResolverRule", "ec2.AcceptTransitGatewayPeeringAttachment",
    "ec2.CreateTransitGatewayPeeringAttachment", "ec2.CreateNetworkInterface",
}
"""Executed, but only their existence is compared, or that a second run finds them."""

HEAD = """# Exports, and what has judged them

`netwright export FILE --to aws-cli|boto3` prints one program that makes the design. Both print the same plan, in
which every step says how to find what an earlier run made (by the tags `netwright:design` and `netwright:id`, or by
a natural key where a call has no tags), how to make it, what to wait for, and how to remove it. So a run that was
stopped goes on where it was, a second run changes nothing, and `--destroy` removes what was made, in reverse order.
`--dry-run` prints the calls and sends none. What a program leaves out of a design, and why, stands at its top.

The judges (`tests/aws`):

* *validator*: each AWS CLI command goes through `--generate-cli-skeleton output`, the real CLI's option parser and
  botocore's parameter validation, without a request.
* *strict walk*: each recorded request is read back from its bytes and walked over botocore's maxima, enumerations
  and patterns, which botocore itself does not check.
* *emulator*: the real AWS CLI runs the script and real boto3 runs the module against a moto server; describe, list
  and get calls are then compared with the saved design, field by field, by code that knows nothing of the planner.
* *mended*: the emulator lacks or mangles the call, and `tests/aws/mended.py` stands in for it. That is our own code
  and no outside judge: what was sent is still validated and walked.

None of this ran against AWS. No judge here knows AWS's own rules across records, timing, quotas or permissions.
"""


def rows(seen):
    """Table rows, the calls that change something first."""
    for changing in (True, False):
        for name in sorted(seen):
            service, operation = name.split(".")
            if operation.startswith(READS) == changing:
                continue
            counts = seen[name]
            where = "mended" if name in mended.MENDED else "emulator"
            if not changing:
                result = "read only"
            elif name in NOT_COMPARED:
                result = "found again by a second run"
            else:
                result = AS_SENT.get(name, "described, or gone after `--destroy`")
            yield f"| `{service} {operation}` | {counts.get('aws-cli', 0)} | {counts.get('boto3', 0)} | {where} | {result} |"


def main():
    """Prints the document."""
    seen, designs = collections.defaultdict(collections.Counter), set()
    for path in sys.argv[1:]:
        told = json.loads(pathlib.Path(path).read_text(encoding="utf-8"))
        designs.update(told["designs"])
        for name, counts in told["calls"].items():
            seen[name].update(counts)
    print(HEAD)
    print("## Calls\n")
    total = sum(sum(counts.values()) for counts in seen.values())
    print(f"{total} calls of {len(seen)} operations, for {len(designs)} designs. Every call met the strict walk, every call")
    print("of the script met the validator too (once for the same words).\n")
    print("| operation | by the script | by boto3 | executed on | result |\n|---|---|---|---|---|")
    print("\n".join(rows(seen)))
    print("\n## Known gaps of the emulator\n")
    print("Each has a probe in `tests/aws/known_gaps.py`, which fails as soon as the emulator is mended.\n")
    for name, operations, text, _ in known_gaps.GAPS:
        print(f"* {text} ({', '.join(f'`{o}`' for o in operations)}; `{name}`)")


if __name__ == "__main__":
    main()
