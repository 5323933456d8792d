"""The Route 53 change batches, applied by the real CLI to the zones of the emulator and read back.

CREATE fills zones that were emptied; UPSERT puts back records that were changed; each time every
record is read back and compared. The batches are held against the API's limits as they were sent.
"""

import subprocess

import compare_edge

MOST_ELEMENTS, MOST_CHARACTERS = 1000, 32000
"""Of one ChangeResourceRecordSets request; an UPSERT counts twice (Amazon Route 53 Developer Guide, Quotas)."""


def judge(life, out):
    """Applies both forms of the batches, where the design has records."""
    made = compare_edge.zone_ids(life.world())
    if not any(row["zone"] in made for row in life.design.get("dns_records", [])):
        return
    drawn = {(row["record_name"].rstrip(".").lower(), row.get("record_type", "A")) for row in life.design["dns_records"]}
    kept = {zone: _records(client, found, drawn) for zone, (client, found) in made.items()}
    for zone, (client, found) in made.items():
        for record in kept[zone]:
            _change(client, found, "DELETE", record)
    if apply(life, out / "create", "CREATE"):
        _read_back(life, "CREATE", made, kept, drawn)
    for zone, (client, found) in made.items():
        for record in kept[zone]:
            if "ResourceRecords" in record:
                _change(client, found, "UPSERT", {**record, "TTL": 7})
    if apply(life, out, "UPSERT"):
        _read_back(life, "UPSERT", made, kept, drawn)


def apply(life, folder, action):
    """Runs the script of one form; whether it ended well."""
    requests = life.run(f"route53 {action}", ["bash", str(folder / "route53.sh")])
    for request in requests or []:
        if request.operation == "ChangeResourceRecordSets":
            life.judged.faults += limits(request.parameters["ChangeBatch"]["Changes"], action)
    return requests is not None


def limits(changes, action):
    """What of a batch the API would refuse."""
    times = 2 if action == "UPSERT" else 1
    values = [value["Value"] for change in changes for value in change["ResourceRecordSet"].get("ResourceRecords", [])]
    counted = [("elements", max(len(values), len(changes)) * times, MOST_ELEMENTS),
               ("characters", sum(map(len, values)) * times, MOST_CHARACTERS)]
    faults = [f"a batch has {count} {unit}, at most {most}" for unit, count, most in counted if count > most]
    return faults + [f"a batch says {c['Action']}, not {action}" for c in changes if c["Action"] != action]


def _read_back(life, action, made, kept, drawn):
    world = life.world()
    compare_edge.records(world)
    life.judged.faults += [f"after {action}: {one}" for one in world.differences]
    life.judged.counts["compared"] += world.compared
    for zone, (client, found) in made.items():
        life.judged.counts["compared"] += len(kept[zone])
        if _records(client, found, drawn) != kept[zone]:
            life.judged.faults.append(f"after {action}: the records of {zone} are others than the programs had made")


def _records(client, zone, drawn):
    """The drawn records of a zone as AWS tells them; those that validate a certificate are not drawn."""
    pages = client.get_paginator("list_resource_record_sets").paginate(HostedZoneId=zone["Id"])
    found = [record for page in pages for record in page["ResourceRecordSets"]]
    own = [r for r in found if (r["Name"].rstrip(".").replace("\\052", "*"), r["Type"]) in drawn
           and not (r["Type"] in ("NS", "SOA") and r["Name"] == zone["Name"])]
    return sorted(own, key=lambda r: (r["Name"], r["Type"], r.get("SetIdentifier", "")))


def _change(client, zone, action, record):
    batch = {"Changes": [{"Action": action, "ResourceRecordSet": record}]}
    client.change_resource_record_sets(HostedZoneId=zone["Id"], ChangeBatch=batch)


def export(netwright, path, out):
    """Writes both forms, CREATE into a folder of its own because the files have the same names."""
    (out / "create").mkdir()
    for form, folder in (("route53", out), ("route53-create", out / "create")):
        subprocess.run([netwright, "export", str(path), "--to", form, "-o", str(folder), "--allow-errors"],
                       check=True, capture_output=True)
