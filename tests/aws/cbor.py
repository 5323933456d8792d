"""Just enough CBOR (RFC 8949) to read recorded requests of the services that speak it."""

import struct


def loads(data):
    """The one value that `data` holds."""
    return _value(data, 0)[0]


def _length(data, at):
    kind = data[at] & 31
    if kind < 24:
        return kind, at + 1
    if kind == 31:
        return None, at + 1
    size = 1 << (kind - 24)
    return int.from_bytes(data[at + 1:at + 1 + size], "big"), at + 1 + size


def _items(data, at, count, read):
    """`count` items, or until the break byte where the length is indefinite."""
    found = []
    while len(found) != count and not (count is None and data[at] == 0xFF):
        item, at = read(data, at)
        found.append(item)
    return found, at + (count is None)


def _pair(data, at):
    key, at = _value(data, at)
    value, at = _value(data, at)
    return (key, value), at


def _value(data, at):
    major, start = data[at] >> 5, at
    if major == 7:
        kind = data[at] & 31
        if kind in (26, 27):
            size, form = (4, ">f") if kind == 26 else (8, ">d")
            return struct.unpack(form, data[at + 1:at + 1 + size])[0], at + 1 + size
        return {20: False, 21: True}.get(kind), at + 1
    length, at = _length(data, start)
    if major == 0:
        return length, at
    if major == 1:
        return -1 - length, at
    if major in (2, 3):
        if length is None:
            parts, at = _items(data, at, None, _value)
            return (b"" if major == 2 else "").join(parts), at
        raw = data[at:at + length]
        return raw if major == 2 else raw.decode(), at + length
    if major == 4:
        return _items(data, at, length, _value)
    if major == 5:
        pairs, at = _items(data, at, length, _pair)
        return dict(pairs), at
    return _value(data, at)
